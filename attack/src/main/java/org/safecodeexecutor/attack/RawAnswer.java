package org.safecodeexecutor.attack;

import java.util.List;
import java.util.regex.Pattern;

/// What came back for bytes that were sent.
///
/// @param secrets those of the baits that it shows
record RawAnswer(String text, List<String> secrets) {
  private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.[01] (\\d{3})");

  RawAnswer {
    secrets = List.copyOf(secrets);
  }

  /// One for each answer.
  List<String> statuses() {
    return STATUS.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /// The beginning of the last body.
  String body() {
    int head = text.lastIndexOf("\r\n\r\n");
    String body = head < 0 ? text : text.substring(head + 4);
    return body.length() > 160 ? body.substring(0, 160) + "…" : body.strip();
  }
}
