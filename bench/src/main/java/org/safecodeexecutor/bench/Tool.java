package org.safecodeexecutor.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

/// Programs beside this one.
final class Tool {
  private Tool() {}

  /// Runs a command to its end and returns what it prints to stdout. Throws [IOException] when it
  /// fails.
  static List<String> lines(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("%s ended with %d".formatted(command, process.exitValue()));
    }
    return text.lines().toList();
  }

  static boolean succeeds(String... command) throws InterruptedException {
    try {
      var _ = lines(List.of(command));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// Writes a program that comes with this module to a directory.
  static Path unpack(String name, Path directory) throws IOException {
    Path file = directory.resolve(name);
    try (InputStream in = Tool.class.getResourceAsStream("/" + name)) {
      Files.copy(Objects.requireNonNull(in, name), file);
    }
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
