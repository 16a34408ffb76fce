package org.safecodeexecutor.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.safecodeexecutor.testkit.TestHost;

/// A data directory of one test's own, with the images that other tests use.
record OwnDataDirectory(Path path) implements AutoCloseable {
  static OwnDataDirectory create() {
    Path shared = TestHost.config().dataDirectory();
    try {
      Path path = Files.createTempDirectory(shared, "own-");
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
      Files.createSymbolicLink(path.resolve("images"), shared.resolve("images"));
      return new OwnDataDirectory(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
