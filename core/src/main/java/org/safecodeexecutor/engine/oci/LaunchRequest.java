package org.safecodeexecutor.engine.oci;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.safecodeexecutor.api.Limits;

/// The one message to a supervisor, as `read_request` in `supervisor/supervisor.c` reads it: two
/// limits, and the program's command line. All numbers are big-endian.
final class LaunchRequest {
  private LaunchRequest() {}

  static byte[] encode(List<String> command, Limits limits) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(limits.processes());
      out.writeInt(limits.openFiles());
      out.writeInt(command.size());
      for (String argument : command) {
        writeBytes(out, argument.getBytes(StandardCharsets.UTF_8));
      }
      return withLength(bytes.toByteArray());
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
  }

  private static byte[] withLength(byte[] body) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream(body.length + Integer.BYTES);
    writeBytes(new DataOutputStream(message), body);
    return message.toByteArray();
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
