package org.safecodeexecutor.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import org.safecodeexecutor.api.InvalidSubmission;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The file `image.json` of an image.
///
/// @param digest SHA-256 of what decides the content: the builder's version, the recipe, and every
///   installed package with its version. The same digest means the same programs; it is not a hash
///   of the files, whose times differ from build to build
/// @param created when the build ended
/// @param builder [ImageBuilder#VERSION] of the builder
/// @param packages what is installed, as `name:architecture=version`, sorted
record Manifest(String digest, Instant created, int builder, Recipe recipe, List<String> packages) {
  static final String FILE = "image.json";

  /// What the digest covers.
  private record Content(int builder, Recipe recipe, List<String> packages) {}

  Manifest {
    packages = List.copyOf(packages);
  }

  static Manifest of(Recipe recipe, List<String> packages, Instant created) {
    Content content =
        new Content(ImageBuilder.VERSION, recipe, packages.stream().sorted().toList());
    return new Manifest(
        sha256(Json.MAPPER.writeValueAsBytes(content)),
        created,
        content.builder(),
        recipe,
        content.packages());
  }

  static Manifest read(Path image) throws IOException {
    try {
      return of(Json.MAPPER.readTree(Files.readAllBytes(image.resolve(FILE))));
    } catch (JacksonException e) {
      throw new IOException(e.getOriginalMessage(), e);
    } catch (InvalidSubmission | DateTimeParseException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Manifest of(JsonNode json) {
    JsonNode fields = Json.fields(json, "digest", "created", "builder", "recipe", "packages");
    return new Manifest(
        fields.get("digest").stringValue(),
        Instant.parse(fields.get("created").stringValue()),
        fields.get("builder").intValue(),
        Recipe.of(fields.get("recipe")),
        Json.strings(fields.get("packages")));
  }

  void write(Path image) throws IOException {
    Files.write(image.resolve(FILE), Json.MAPPER.writeValueAsBytes(this));
  }

  /// The image's folder in the data directory.
  String folder() {
    return recipe.name() + "-" + digest.substring(0, 12);
  }

  /// Whether a build of that recipe would differ in nothing but newer packages.
  boolean isOf(Recipe other) {
    return builder == ImageBuilder.VERSION && recipe.equals(other);
  }

  RuntimeImage imageIn(Path folder) {
    return new RuntimeImage(
        recipe.id(), folder.resolve("rootfs"), digest, recipe.command(), recipe.preload());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
