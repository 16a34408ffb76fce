package org.safecodeexecutor.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.safecodeexecutor.engine.container.Gvisor;
import org.safecodeexecutor.engine.warm.Request;

/// `supervisor/attached.c`, compiled, the gate of interpreters that it starts ahead, and the system
/// call filter that it loads under gVisor. Both become a part of the image.
final class SupervisorBinary {
  private SupervisorBinary() {}

  static byte[] bytes() {
    return resource("/attached");
  }

  static byte[] gate() {
    return resource("/gate.so");
  }

  private static byte[] resource(String name) {
    try (InputStream data = Request.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(data, name).readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  static byte[] filter() {
    String lines = String.join("\n", Gvisor.systemCalls().toLines()) + "\n";
    return lines.getBytes(StandardCharsets.UTF_8);
  }

  /// Names their content.
  static String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes());
      digest.update(gate());
      digest.update(filter());
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
