package org.safecodeexecutor.http.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A response before it is written: always a JSON object.
///
/// @param body in the order in which it is written; values are texts, numbers, truth values and
///   objects of such
public record Answer(int status, Map<String, String> headers, Map<String, Object> body) {
  public Answer {
    headers = Map.copyOf(headers);
    body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
  }

  static Answer error(int status, String message) {
    return new Answer(status, Map.of(), Map.of("error", message));
  }

  Answer withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  Answer with(String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(body);
    more.put(field, value);
    return new Answer(status, headers, more);
  }
}
