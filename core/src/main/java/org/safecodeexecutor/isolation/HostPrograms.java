package org.safecodeexecutor.isolation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Finds programs of the host.
public final class HostPrograms {
  private HostPrograms() {}

  /// The file that a name in PATH stands for, or a name with a slash in it. The places for
  /// administrators' programs count too, which many users' PATH lacks.
  public static Optional<Path> find(String name) {
    if (name.contains("/")) {
      return Optional.of(Path.of(name).toAbsolutePath()).filter(Files::isExecutable);
    }
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin:/usr/bin";
    return Arrays.stream(path.split(":", -1))
        .map(directory -> Path.of(directory).resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
