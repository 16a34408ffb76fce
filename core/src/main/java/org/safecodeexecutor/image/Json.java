package org.safecodeexecutor.image;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.json.JsonMapper;

/// How recipes and manifests are read and written: a field that is unknown, missing or null is an
/// error, since a misspelt one would otherwise be ignored in silence.
///
/// They are read field by field: every start of a service reads the manifests, and for each record
/// that Jackson makes by itself the JVM would compile ways to call its constructor.
final class Json {
  static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /// The object, which has exactly these fields.
  static JsonNode fields(JsonNode object, String... names) {
    check(object.isObject(), object, "an object is expected");
    List<String> known = Arrays.asList(names);
    for (String name : object.propertyNames()) {
      check(known.contains(name), object, "unknown field \"" + name + "\"");
    }
    for (String name : names) {
      check(object.hasNonNull(name), object, "the field \"" + name + "\" is missing");
    }
    return object;
  }

  static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
    check(array.isArray(), array, "a list is expected");
    return array.valueStream().map(element).toList();
  }

  static List<String> strings(JsonNode array) {
    return list(array, JsonNode::stringValue);
  }

  private static void check(boolean valid, JsonNode where, String message) {
    if (!valid) {
      throw JsonNodeException.from(where, message);
    }
  }
}
