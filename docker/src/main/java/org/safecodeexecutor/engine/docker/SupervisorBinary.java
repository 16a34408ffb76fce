package org.safecodeexecutor.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.safecodeexecutor.engine.warm.Request;

/// `supervisor/attached.c`, compiled, which becomes a part of the image.
final class SupervisorBinary {
  private SupervisorBinary() {}

  static byte[] bytes() {
    try (InputStream data = Request.class.getResourceAsStream("/attached")) {
      return Objects.requireNonNull(data, "attached").readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("attached", e);
    }
  }

  /// Names its content.
  static String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
