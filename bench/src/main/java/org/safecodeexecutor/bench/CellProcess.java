package org.safecodeexecutor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A process of a cell engine, known by its control group and by the pid namespaces that it is in.
///
/// @param engine the name of the engine's control group
/// @param image of the container that it is in
/// @param depth the number of pid namespaces: this machine's, the container's, the cell's
/// @param first whether it is process 1 of the innermost
record CellProcess(long pid, String engine, String image, int depth, boolean first) {
  static final int IN_CONTAINER = 2;
  static final int IN_CELL = 3;

  private static final Pattern CONTAINER =
      Pattern.compile("/(safe-code-executor-[^/]+)/cells-([a-z0-9-]+)-[0-9a-f]{12}");
  private static final Pattern NAMESPACES = Pattern.compile("(?m)^NSpid:((?:\\s+\\d+)+)$");

  /// Of every cell engine on this machine, without those that have ended, which have no memory any
  /// more: process 1 of the machine may take seconds to collect the status of those of an engine
  /// that was closed.
  static Stream<CellProcess> all() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .flatMap(pid -> CellProcess.read(pid).stream());
  }

  /// The pids of processes 1 of the containers of all cell engines on this machine.
  static Set<Long> containers() {
    return firsts().map(CellProcess::pid).collect(Collectors.toSet());
  }

  /// The names of the cell engines that have made a container since. A name alone would not do: it
  /// is free for the next engine before every process of the last one has ended.
  ///
  /// @param others what [#containers] returned before
  static Set<String> enginesSince(Set<Long> others) {
    return firsts()
        .filter(each -> !others.contains(each.pid()))
        .map(CellProcess::engine)
        .collect(Collectors.toSet());
  }

  private static Stream<CellProcess> firsts() {
    return all().filter(each -> each.depth() == IN_CONTAINER && each.first());
  }

  private static Optional<CellProcess> read(long pid) {
    try {
      Path process = Path.of("/proc", Long.toString(pid));
      Matcher container = CONTAINER.matcher(Files.readString(process.resolve("cgroup")));
      String status = Files.readString(process.resolve("status"));
      Matcher namespaces = NAMESPACES.matcher(status);
      if (!container.find() || !namespaces.find() || !status.contains("\nVmRSS:")) {
        return Optional.empty();
      }
      List<String> pids = List.of(namespaces.group(1).strip().split("\\s+", -1));
      return Optional.of(
          new CellProcess(
              pid,
              container.group(1),
              container.group(2),
              pids.size(),
              pids.getLast().equals("1")));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  /// One of its files below `/proc`.
  Path file(String name) {
    return Path.of("/proc", Long.toString(pid), name);
  }
}
