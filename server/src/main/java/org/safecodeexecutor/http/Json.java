package org.safecodeexecutor.http;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Writes JSON objects.
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static String text(Map<String, ?> object) {
    return MAPPER.writeValueAsString(object);
  }
}
