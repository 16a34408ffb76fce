package org.safecodeexecutor.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A process of a service's engine `cell`, by where it stands in the pid namespaces.
record SandboxProcess(long pid, Kind kind) {
  /// What it is.
  enum Kind {
    /// Process 1 of the container.
    CONTAINER,
    /// The warm interpreter, and others beside process 1.
    ZYGOTE,
    /// Process 1 of a cell.
    SUPERVISOR,
    /// The program, or what waits for one.
    WORKER
  }

  private static final Pattern NAMESPACES = Pattern.compile("(?m)^NSpid:((?:\\s+\\d+)+)$");
  private static final int IN_CELL = 3;

  /// Those of one service that live at the moment.
  static List<SandboxProcess> all(Traces traces) {
    return traces.processes().stream().flatMap(pid -> read(pid).stream()).toList();
  }

  private static List<SandboxProcess> read(long pid) {
    try {
      Path status = Path.of("/proc/" + pid + "/status");
      Matcher line = NAMESPACES.matcher(Files.readString(status, StandardCharsets.ISO_8859_1));
      if (!line.find()) {
        return List.of();
      }
      List<String> pids = List.of(line.group(1).strip().split("\\s+", -1));
      boolean first = pids.getLast().equals("1");
      boolean inCell = pids.size() == IN_CELL;
      return List.of(
          new SandboxProcess(
              pid,
              inCell
                  ? first ? Kind.SUPERVISOR : Kind.WORKER
                  : first ? Kind.CONTAINER : Kind.ZYGOTE));
    } catch (IOException ended) {
      return List.of();
    }
  }

  void kill() {
    var _ = ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly);
  }
}
