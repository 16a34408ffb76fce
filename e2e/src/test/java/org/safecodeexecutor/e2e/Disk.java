package org.safecodeexecutor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A small file system in memory at a directory of a test's own, until it is closed.
record Disk(Path path) implements AutoCloseable {
  private static final int MORE_THAN_FITS = 64 << 20;

  /// @param options of tmpfs
  static Disk mount(Path path, String options) {
    run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString());
    return new Disk(path);
  }

  /// Leaves no room.
  void fill() {
    try {
      Files.write(filling(), new byte[MORE_THAN_FITS]);
    } catch (IOException full) {
      return;
    }
    throw new IllegalStateException("there is more room than there should be");
  }

  void empty() throws IOException {
    Files.delete(filling());
  }

  private Path filling() {
    return path.resolve("filling");
  }

  private static void run(String... command) {
    try {
      assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Also while something still uses it.
  @Override
  public void close() {
    run("umount", "--lazy", path.toString());
  }
}
