package org.safecodeexecutor.attack;

import java.time.Duration;

/// One attack and what came of it.
///
/// @param control `works`, or why it was not shown to
record Result(Attack attack, Verdict verdict, String control, Duration time) {
  boolean isEscape() {
    return verdict instanceof Verdict.Escaped;
  }
}
