package org.safecodeexecutor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.safecodeexecutor.api.RuntimeId;

/// The memory of one cell engine's processes while no program runs. Counted as PSS: a page that
/// several processes share is divided among them. The processes are known by their control groups.
final class IdleMemory {
  /// The pid namespaces that a process is in: this machine's, the container's, the cell's.
  private static final int IN_CONTAINER = 2;

  private static final int IN_CELL = 3;

  private static final Pattern CONTAINER =
      Pattern.compile("/(safe-code-executor-[^/]+)/cells-([a-z0-9-]+)");
  private static final Pattern NAMESPACES = Pattern.compile("(?m)^NSpid:((?:\\s+\\d+)+)$");
  private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");

  private final Set<String> engines;

  /// @param engine the name of its control group
  /// @param depth the number of pid namespaces
  /// @param first whether it is process 1 of the innermost
  private record Found(String engine, String image, int depth, boolean first, long kibibytes) {}

  /// For an engine that has just been opened.
  ///
  /// @param others what [#engines] returned before
  IdleMemory(Set<String> others) {
    this.engines = engines();
    engines.removeAll(others);
  }

  /// The cell engines of all processes of this machine.
  static Set<String> engines() {
    return processes().map(Found::engine).collect(Collectors.toSet());
  }

  List<Promise> measure(RuntimeId image) {
    List<Found> found =
        processes()
            .filter(each -> engines.contains(each.engine) && each.image.equals(image.name()))
            .toList();
    long cells = found.stream().filter(each -> each.depth == IN_CELL && each.first).count();
    List<Promise> promises = new ArrayList<>();
    if (cells > 0) {
      promises.add(promise("one idle cell of " + image, mebibytes(found, IN_CELL) / cells, 2));
      promises.add(promise("the warm " + image, mebibytes(found, IN_CONTAINER), 25));
    }
    return promises;
  }

  private static Promise promise(String what, double mebibytes, double goal) {
    return new Promise("memory of " + what, mebibytes, "MiB PSS", goal);
  }

  private static double mebibytes(List<Found> found, int depth) {
    return found.stream().filter(each -> each.depth == depth).mapToLong(Found::kibibytes).sum()
        / 1024.0;
  }

  private static Stream<Found> processes() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .flatMap(pid -> read(Path.of("/proc", Long.toString(pid))).stream());
  }

  private static Optional<Found> read(Path process) {
    try {
      Matcher container = CONTAINER.matcher(Files.readString(process.resolve("cgroup")));
      Matcher namespaces = NAMESPACES.matcher(Files.readString(process.resolve("status")));
      Matcher pss = PSS.matcher(Files.readString(process.resolve("smaps_rollup")));
      if (!container.find() || !namespaces.find() || !pss.find()) {
        return Optional.empty();
      }
      List<String> pids = List.of(namespaces.group(1).strip().split("\\s+", -1));
      return Optional.of(
          new Found(
              container.group(1),
              container.group(2),
              pids.size(),
              pids.getLast().equals("1"),
              Long.parseLong(pss.group(1))));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }
}
