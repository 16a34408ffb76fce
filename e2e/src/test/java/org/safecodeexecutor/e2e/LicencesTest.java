package org.safecodeexecutor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the distribution consists of is known, and may be passed on.
class LicencesTest {
  private static final Set<String> ACCEPTED =
      Set.of("Apache-2.0", "MIT", "BSD-3-Clause", "EPL-2.0", "Bouncy Castle Licence");
  private static final Pattern LINE =
      Pattern.compile("(?m)^\\| `([^:`]+):([^:`]+)` \\| (\\S+) \\| ([^|]+) \\|$");
  private static final Path LIBRARIES = Document.file("cli/target/lib");
  private static final Path BILL = Document.file("cli/target/sbom.json");

  /// One line of docs/licences.md.
  private record Library(String group, String name, String version, List<String> licences) {
    String jar() {
      return name + "-" + version + ".jar";
    }

    @Override
    public String toString() {
      return group + ":" + name + ":" + version + " " + licences;
    }
  }

  @Test
  void everyLibraryOfTheDistributionIsListedAndNoOther() throws IOException {
    assumeThat(LIBRARIES).as("made by the phase package").exists();
    assertThat(listed()).extracting(Library::jar).containsExactlyInAnyOrderElementsOf(present());
  }

  @Test
  void everyLibraryHasALicenceThatIsAccepted() {
    assertThat(listed())
        .hasSizeGreaterThan(20)
        .allMatch(library -> library.licences().stream().anyMatch(ACCEPTED::contains));
  }

  @Test
  void billOfMaterialsKnowsEveryLibrary() throws IOException {
    assumeThat(BILL).as("made with -Psbom").exists();
    String bill = Files.readString(BILL);
    assertThat(listed())
        .allMatch(library ->
            bill.contains(
                "pkg:maven/%s/%s@%s?type=jar"
                    .formatted(library.group(), library.name(), library.version())));
  }

  private static List<Library> listed() {
    return new Document("docs/licences.md")
        .matches(LINE)
        .map(line ->
            new Library(
                line.group(1),
                line.group(2),
                line.group(3),
                List.of(line.group(4).split(" or ", -1))))
        .toList();
  }

  private static List<String> present() throws IOException {
    try (Stream<Path> files = Files.list(LIBRARIES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.matches("(core|archive|docker|server)-[0-9.]+\\.jar"))
          .toList();
    }
  }
}
