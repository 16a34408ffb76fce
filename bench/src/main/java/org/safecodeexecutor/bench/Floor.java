package org.safecodeexecutor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.safecodeexecutor.bench.CommandSubject.Place;

/// What the kernel alone takes for the walls around one program, by `floor.c`: no sandbox with the
/// same walls costs less on this machine.
final class Floor {
  private static final Path GROUPS = Path.of("/sys/fs/cgroup");

  /// What a cell's group is given: the files of both versions, of which each kernel has some.
  private static final List<String> SETTINGS =
      List.of(
          "cpu.max=50000 100000",
          "memory.max=134217728",
          "memory.swap.max=0",
          "cpu.cfs_quota_us=50000",
          "memory.limit_in_bytes=134217728",
          "memory.memsw.limit_in_bytes=134217728",
          "memory.kmem.tcp.limit_in_bytes=16777216",
          "pids.max=64");

  private Floor() {}

  static CommandSubject subject(Path work, List<Place> places) throws IOException {
    List<String> words = new ArrayList<>(SETTINGS);
    hierarchies().forEach(hierarchy -> words.add(hierarchy.toString()));
    return new CommandSubject(
        "the kernel alone",
        "floor.c: control groups with limits, six namespaces, mounts, a fork and its end; no"
            + " interpreter, filter, supervisor or request",
        Tool.unpack("floor", work),
        places.stream().filter(place -> place.workload() == Workload.HELLO).toList(),
        true,
        place -> place.rootfs().toString(),
        _ -> words);
  }

  /// Each once, also where several controllers share one.
  private static Set<Path> hierarchies() throws IOException {
    if (Files.exists(GROUPS.resolve("cgroup.controllers"))) {
      return Set.of(GROUPS);
    }
    Set<Path> hierarchies = new LinkedHashSet<>();
    for (String controller : List.of("cpu", "cpuacct", "memory", "pids")) {
      hierarchies.add(GROUPS.resolve(controller).toRealPath());
    }
    return hierarchies;
  }
}
