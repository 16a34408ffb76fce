package org.safecodeexecutor.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a process has open.
///
/// @param all of any kind
/// @param kept pipes and handles of processes: the service has as many as it has containers
record Descriptors(long all, long kept) {
  static Descriptors of(long pid) {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      List<String> targets = open.map(Descriptors::target).toList();
      return new Descriptors(
          targets.size(),
          targets.stream()
              .filter(each -> each.startsWith("pipe:") || each.contains("pidfd"))
              .count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
