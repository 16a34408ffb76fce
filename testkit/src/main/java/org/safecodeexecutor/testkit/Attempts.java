package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// What a program printed by means of `attempts.py`: one line for each thing that it tried.
final class Attempts {
  private static final String REFUSED = ": refused ";

  private final List<String> lines;

  private Attempts(List<String> lines) {
    this.lines = lines;
  }

  /// @param least how many lines there must be: a program that stopped early proves nothing
  static Attempts read(String printed, int least) {
    List<String> lines = printed.lines().toList();
    assertThat(lines).as("attempts made").hasSizeGreaterThanOrEqualTo(least);
    return new Attempts(lines);
  }

  /// One test for each attempt, so that a report lists them.
  Stream<DynamicTest> eachIsRefused() {
    return lines.stream()
        .map(line ->
            DynamicTest.dynamicTest(nameIn(line), () -> assertThat(line).contains(REFUSED)));
  }

  /// All but one of them.
  Attempts without(String name) {
    return new Attempts(lines.stream().filter(line -> !nameIn(line).equals(name)).toList());
  }

  List<String> allowed() {
    return lines.stream().filter(line -> !line.contains(REFUSED)).map(Attempts::nameIn).toList();
  }

  private static String nameIn(String line) {
    return line.substring(0, Math.max(line.indexOf(':'), 0));
  }
}
