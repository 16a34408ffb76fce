package org.safecodeexecutor.http.rules;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The query of `POST /run`. As with fields of a body, what is not known is refused.
///
/// @param entry `entry=PATH`, the file of a zip at which to start
/// @param details `details=true`: whether the answer says how the program was run
record RunQuery(Optional<String> entry, boolean details) {
  private static final String ENTRY = "entry";
  private static final String DETAILS = "details";

  static RunQuery parse(@Nullable String query, boolean entryAllowed) {
    Map<String, String> parameters = new HashMap<>();
    if (query != null && !query.isEmpty()) {
      for (String parameter : query.split("&", -1)) {
        read(parameter, entryAllowed, parameters);
      }
    }
    return new RunQuery(
        Optional.ofNullable(parameters.get(ENTRY)),
        truth(parameters.getOrDefault(DETAILS, "false")));
  }

  private static void read(String text, boolean entryAllowed, Map<String, String> parameters) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    boolean known = name.equals(DETAILS) || (name.equals(ENTRY) && entryAllowed);
    if (!known || equals < 0) {
      throw Refusal.badRequest(
          "Unknown query parameter: expected \"details=true\" and, with a zip, \"entry=PATH\"");
    }
    // SECURITY: two readers may choose differently between two values of one name
    if (parameters.put(name, decoded(name, text.substring(equals + 1))) != null) {
      throw Refusal.badRequest("Query parameter \"%s\" is given twice".formatted(name));
    }
  }

  private static String decoded(String name, String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(
          "Query parameter \"%s\" is not valid percent-encoding".formatted(name));
    }
  }

  private static boolean truth(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Refusal.badRequest("Query parameter \"details\" must be true or false");
    };
  }
}
