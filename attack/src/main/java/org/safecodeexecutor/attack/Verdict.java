package org.safecodeexecutor.attack;

/// What came of an attack.
sealed interface Verdict {
  /// Why: a sentence for people.
  String why();

  /// It was refused, ended or had no effect.
  record Contained(String why) implements Verdict {}

  /// It reached what it was after.
  record Escaped(String why) implements Verdict {}

  /// It cannot be tried here, or came to no verdict.
  record NotApplicable(String why) implements Verdict {}

  default String word() {
    return switch (this) {
      case Contained _ -> "contained";
      case Escaped _ -> "escaped";
      case NotApplicable _ -> "not applicable";
    };
  }
}
