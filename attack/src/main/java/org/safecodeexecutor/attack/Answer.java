package org.safecodeexecutor.attack;

import java.time.Duration;

/// What a target said about one run.
///
/// @param end how it ended, in words; for one that a limit ended, the name of the [limit][
///   org.safecodeexecutor.api.Limit]
/// @param time from the call to the answer
record Answer(String stdout, String stderr, String end, Duration time) {
  /// The last line of what went wrong, for people.
  String complaint() {
    String text = stderr.strip();
    String last = text.substring(text.lastIndexOf('\n') + 1);
    return last.isEmpty() ? end : end + "; " + last;
  }
}
