package org.safecodeexecutor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What the figures depend on.
///
/// @param ramMebibytes of the whole machine
/// @param cgroups 1 or 2; 1 also for the mixed layout
record Machine(
    String processor, int processors, long ramMebibytes, String kernel, int cgroups, String java) {
  static Machine here() throws IOException {
    return new Machine(
        field("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(field("/proc/meminfo", "MemTotal").split(" ", -1)[0]) / 1024,
        Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
        Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers")) ? 2 : 1,
        Runtime.version().toString());
  }

  private static String field(String file, String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }
}
