package org.safecodeexecutor.http.rules;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The forms in which `POST /run` takes a program.
///
/// None of them is what a page of another origin can send without asking first, but for
/// [#MULTIPART], for which [CallerRule] is there.
enum BodyKind {
  JSON,
  ZIP,
  MULTIPART;

  private static final String EXPECTED =
      "Unsupported media type: expected application/json, application/zip or multipart/form-data";

  /// Throws [Refusal] with status 415 for every other media type, and for JSON in another charset
  /// than UTF-8.
  static BodyKind of(@Nullable String contentType) {
    if (contentType == null) {
      throw new Refusal(415, EXPECTED);
    }
    List<String> parts = List.of(contentType.toLowerCase(Locale.ROOT).split(";", -1));
    return switch (parts.getFirst().strip()) {
      case "application/json" -> json(parts.subList(1, parts.size()));
      case "application/zip", "application/x-zip-compressed" -> ZIP;
      case "multipart/form-data" -> MULTIPART;
      default -> throw new Refusal(415, EXPECTED);
    };
  }

  private static BodyKind json(List<String> parameters) {
    for (String parameter : parameters) {
      String plain = parameter.strip().replace("\"", "");
      if (plain.startsWith("charset=") && !plain.equals("charset=utf-8")) {
        throw new Refusal(415, "Unsupported charset: JSON is UTF-8");
      }
    }
    return JSON;
  }
}
