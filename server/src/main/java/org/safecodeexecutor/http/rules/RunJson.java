package org.safecodeexecutor.http.rules;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.safecodeexecutor.api.InvalidSubmission;
import org.safecodeexecutor.api.Isolation;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads the JSON body of `POST /run`: `{"code": "...", "stdin": "...", "isolation": "gvisor"}`.
///
/// Reads token by token and stops at the first that does not belong: no tree is built, and nothing
/// is ever nested, however deep the body is.
final class RunJson {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();
  private static final String CODE_EXPECTED = "expected a non-empty string of Python source";
  private static final Set<String> FIELDS = Set.of("code", "stdin", "isolation");
  private static final int LONGEST_NAME_SHOWN = 40;

  private RunJson() {}

  /// @param code not empty, at most `longestCode` code points
  /// @param stdin empty when the body does not have it
  record Run(String code, String stdin, Isolation isolation) {}

  /// Throws [Refusal] with status 400, naming the field and what was expected.
  static Run parse(byte[] body, int longestCode) {
    Map<String, String> fields = fields(text(body));
    String code = fields.get("code");
    if (code == null) {
      throw Refusal.badRequest("Field \"code\" is missing: " + CODE_EXPECTED);
    }
    if (code.isEmpty()) {
      throw Refusal.badRequest("Field \"code\" is empty: " + CODE_EXPECTED);
    }
    if (code.codePointCount(0, code.length()) > longestCode) {
      throw Refusal.badRequest("Code too long (%d chars max)".formatted(longestCode));
    }
    return new Run(
        code,
        fields.getOrDefault("stdin", ""),
        isolation(fields.getOrDefault("isolation", Isolation.STANDARD.toString())));
  }

  /// Throws [Refusal] with status 400.
  static Isolation isolation(String text) {
    try {
      return Isolation.parse(text);
    } catch (InvalidSubmission e) {
      throw Refusal.badRequest("Field \"isolation\" must be \"standard\" or \"gvisor\"");
    }
  }

  private static String text(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw Refusal.badRequest("The body is not valid UTF-8");
    }
  }

  private static Map<String, String> fields(String text) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw Refusal.badRequest("The body must be a JSON object with a field \"code\"");
      }
      Map<String, String> fields = new HashMap<>();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        readField(json, fields);
      }
      if (json.nextToken() != null) {
        throw Refusal.badRequest("The body must be one JSON object and nothing behind it");
      }
      return fields;
    } catch (JacksonException e) {
      throw Refusal.badRequest("The body is not valid JSON");
    }
  }

  private static void readField(JsonParser json, Map<String, String> fields) {
    String name = json.currentName();
    if (!FIELDS.contains(name)) {
      throw Refusal.badRequest(
          "Unknown field \"%s\": expected \"code\" and, if needed, \"stdin\" and \"isolation\""
              .formatted(shown(name)));
    }
    JsonToken value = json.nextToken();
    if (value != JsonToken.VALUE_STRING) {
      throw Refusal.badRequest(
          "Field \"%s\" must be a string, not %s".formatted(name, kind(value)));
    }
    // SECURITY: two readers may choose differently between two values of one name
    if (fields.put(name, json.getString()) != null) {
      throw Refusal.badRequest("Field \"%s\" is given twice".formatted(name));
    }
  }

  private static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_NULL -> "null";
      case VALUE_TRUE, VALUE_FALSE -> "a truth value";
      default -> "a number";
    };
  }

  private static String shown(String name) {
    String printable = name.replaceAll("[^\\x20-\\x7e]", "?");
    return printable.length() > LONGEST_NAME_SHOWN
        ? printable.substring(0, LONGEST_NAME_SHOWN) + "..."
        : printable;
  }
}
