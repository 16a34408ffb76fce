package org.safecodeexecutor.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.safecodeexecutor.api.InvalidSubmission;

/// The text form of a duration: `500ms`, `10s`, `5m`, `1h`. A number without a unit is refused
/// rather than guessed.
final class TimeSpan {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(ms|s|m|h)");

  private TimeSpan() {}

  static Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new InvalidSubmission(
          "not a duration: \"%s\"; write a whole number and ms, s, m or h, as in 10s"
              .formatted(text));
    }
    long count = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }
}
