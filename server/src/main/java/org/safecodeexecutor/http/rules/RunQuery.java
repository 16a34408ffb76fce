package org.safecodeexecutor.http.rules;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the query of `POST /run`: nothing, or `entry=path` with a zip. As with fields of a body,
/// what is not known is refused.
final class EntryQuery {
  private static final String NAME = "entry=";

  private EntryQuery() {}

  static Optional<String> parse(@Nullable String query, boolean entryAllowed) {
    if (query == null || query.isEmpty()) {
      return Optional.empty();
    }
    if (!entryAllowed || !query.startsWith(NAME) || query.indexOf('&') >= 0) {
      throw Refusal.badRequest(
          "Unknown query parameter: expected at most one \"entry\", and only with a zip");
    }
    try {
      return Optional.of(URLDecoder.decode(query.substring(NAME.length()), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("Query parameter \"entry\" is not valid percent-encoding");
    }
  }
}
