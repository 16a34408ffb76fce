package org.safecodeexecutor.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Markdown file of the project, by its path from the top.
record Document(String path) {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

  /// Every Markdown file that belongs to the project.
  static List<Document> all() {
    try (Stream<Path> top = Files.list(TOP);
        Stream<Path> docs = Files.walk(TOP.resolve("docs"));
        Stream<Path> testkit = Files.list(TOP.resolve("testkit"))) {
      return Stream.of(top, docs, testkit)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".md"))
          .map(file -> new Document(TOP.relativize(file).toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file of the project; `path` starts at the top.
  static Path file(String path) {
    return TOP.resolve(path);
  }

  Path directory() {
    return file(path).resolveSibling("");
  }

  String text() {
    try {
      return Files.readString(file(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The content of the code blocks in that language.
  List<String> blocks(String language) {
    return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
        .matcher(text())
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  /// What a pattern finds, in order.
  Stream<MatchResult> matches(Pattern pattern) {
    return pattern.matcher(text()).results();
  }

  @Override
  public String toString() {
    return path;
  }
}
