package org.safecodeexecutor.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.safecodeexecutor.api.RuntimeId;

/// A command line, started by `launch.c`: neither a shell nor a JVM is in the way.
///
/// @param root what `launch` changes its root to for a place; `/` for commands that do so
///   themselves
record CommandSubject(
    String name,
    String what,
    Path launch,
    List<Place> places,
    boolean concurrent,
    Function<Place, String> root,
    Function<Place, List<String>> command)
    implements Subject {
  /// What a command needs for one workload.
  ///
  /// @param rootfs of the workload's image
  /// @param workspace a directory with `script.py`
  /// @param bundle a directory with an OCI `config.json` for both
  record Place(Workload workload, Path rootfs, Path workspace, Path bundle) {}

  @Override
  public boolean offers(Workload workload, int callers) {
    return (callers == 1 || (concurrent && workload.runtime().equals(RuntimeId.PYTHON)))
        && places.stream().anyMatch(place -> place.workload() == workload);
  }

  @Override
  public Batch measure(Workload workload, int callers, Duration time)
      throws IOException, InterruptedException {
    Stopwatch watch = new Stopwatch();
    List<String> lines = Tool.lines(commandLine(workload, callers, time));
    watch.stop();
    List<Long> times =
        lines.stream().filter(line -> !line.equals("wrong")).map(Long::valueOf).toList();
    return Batch.of(times, lines.size() - times.size(), watch);
  }

  private List<String> commandLine(Workload workload, int callers, Duration time) {
    Place place =
        places.stream().filter(each -> each.workload() == workload).findFirst().orElseThrow();
    List<String> line = new ArrayList<>();
    line.add(launch.toString());
    line.add(Long.toString(time.toMillis()));
    line.add(Integer.toString(callers));
    line.add(workload.expected());
    line.add(root.apply(place));
    line.add(place.workspace().toString());
    line.addAll(command.apply(place));
    return line;
  }
}
