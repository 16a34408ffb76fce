package org.safecodeexecutor.cli;

import tools.jackson.databind.json.JsonMapper;

/// JSON for `--json`. A class of its own, so that commands without it do not load the library.
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /// One line.
  ///
  /// @param value maps, lists, texts, numbers, truths
  static String of(Object value) {
    return MAPPER.writeValueAsString(value);
  }
}
