package org.safecodeexecutor.engine.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// What the daemon builds the image from: `runner_image/Dockerfile` and what the supervisor is.
final class BuildContext {
  private static final int READ = 0444;
  private static final int EXECUTE = 0555;

  private BuildContext() {}

  static byte[] tar() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      add(tar, "Dockerfile", dockerfile(), READ);
      add(tar, "attached", SupervisorBinary.bytes(), EXECUTE);
      add(tar, "gate.so", SupervisorBinary.gate(), READ);
      add(tar, "filter", SupervisorBinary.filter(), READ);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /// Without a time, so that the same content gives the same layer.
  private static void add(TarArchiveOutputStream tar, String name, byte[] content, int mode)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setMode(mode);
    entry.setModTime(0);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static byte[] dockerfile() throws IOException {
    try (InputStream data = BuildContext.class.getResourceAsStream("Dockerfile")) {
      return Objects.requireNonNull(data, "Dockerfile").readAllBytes();
    }
  }
}
