package org.safecodeexecutor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the documents show exists: the library example compiles, links lead somewhere.
class ReadmeTest {
  private static final String EXAMPLE =
      "e2e/src/test/java/org/safecodeexecutor/e2e/LibraryExampleTest.java";
  private static final Pattern MARKED =
      Pattern.compile("(?s)// README: begin\n(.*?)\n *// README: end");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  @Test
  void libraryExampleIsTheCompiledOne() throws IOException {
    var marked = MARKED.matcher(Files.readString(Document.file(EXAMPLE)));
    assertThat(marked.find()).isTrue();
    assertThat(new Document("README.md").blocks("java"))
        .containsExactly(marked.group(1).stripTrailing().stripIndent() + "\n");
  }

  @Test
  void everyLinkLeadsToAFileOrAHeading() {
    List<String> broken =
        Document.all().stream()
            .flatMap(document ->
                document
                    .matches(LINK)
                    .map(link -> link.group(1))
                    .filter(link -> !link.startsWith("https://") && !leadsSomewhere(document, link))
                    .map(link -> document + ": " + link))
            .toList();
    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Document from, String link) {
    String[] parts = link.split("#", 2);
    var target =
        parts[0].isEmpty() ? Document.file(from.path()) : from.directory().resolve(parts[0]);
    return Files.exists(target)
        && (parts.length == 1
            || anchors(new Document(target.normalize().toString())).contains(parts[1]));
  }

  /// As hosts of Markdown make them of headings.
  private static List<String> anchors(Document document) {
    return document
        .matches(HEADING)
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .collect(Collectors.toList());
  }
}
