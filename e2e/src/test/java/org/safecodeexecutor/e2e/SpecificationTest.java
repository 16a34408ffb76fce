package org.safecodeexecutor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every test that SPECIFICATION.md and SECURITY.md name is there.
class SpecificationTest {
  private static final Pattern NAMED =
      Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|Contract|Suite))\\.([a-z][A-Za-z0-9]*)`");
  private static final List<String> HEADINGS = List.of("promise", "mechanism", "---");

  @Test
  void everyNamedTestExists() throws IOException {
    Map<String, String> sources = testSources();
    List<String> missing =
        Stream.of("SPECIFICATION.md", "SECURITY.md")
            .flatMap(path -> new Document(path).matches(NAMED))
            .filter(named ->
                !isTest(sources.getOrDefault(named.group(1) + ".java", ""), named.group(2)))
            .map(named -> named.group(1) + "." + named.group(2))
            .toList();
    assertThat(missing).isEmpty();
  }

  @Test
  void everyPromiseNamesATest() {
    List<String> promises =
        new Document("SPECIFICATION.md")
            .text()
            .lines()
            .filter(line -> line.startsWith("| "))
            .filter(line -> HEADINGS.stream().noneMatch(word -> line.startsWith("| " + word)))
            .toList();
    assertThat(promises).hasSizeGreaterThan(60).allMatch(line -> NAMED.matcher(line).find());
  }

  /// A test is a method with one of the annotations of JUnit, with no end of a method between the
  /// two.
  private static boolean isTest(String source, String method) {
    return Pattern.compile(
            "(?s)@(?:Test|TestFactory|ParameterizedTest)\\b(?:(?!\\n  }\\n).)*?"
                + "\\b(?:void|Stream<DynamicTest>) "
                + method
                + "\\(")
        .matcher(source)
        .find();
  }

  private static Map<String, String> testSources() throws IOException {
    try (Stream<Path> files = Files.walk(Document.file(""))) {
      return files
          .filter(file -> file.toString().matches(".*/src/.*(Test|Contract|Suite)\\.java"))
          .collect(
              Collectors.toMap(file -> file.getFileName().toString(), SpecificationTest::read));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
