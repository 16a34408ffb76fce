package org.safecodeexecutor.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a cell engine of this process and the machine below it hold at one moment.
record Holdings(Map<Holding, Long> amounts) {
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  /// Looks, after a collection of garbage.
  ///
  /// @param engine as in [CellProcess]
  static Holdings of(String engine) {
    Map<Holding, Long> amounts = new EnumMap<>(Holding.class);
    try {
      addEngine(engine, amounts);
      addJvm(amounts);
      addMachine(amounts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Holdings(amounts);
  }

  private static void addEngine(String engine, Map<Holding, Long> amounts) throws IOException {
    List<CellProcess> processes =
        CellProcess.all().filter(each -> each.engine().equals(engine)).toList();
    CellProcess cells = inContainer(processes, true);
    CellProcess zygote = inContainer(processes, false);
    amounts.put(Holding.PROCESSES, (long) processes.size());
    amounts.put(Holding.CONTROL_GROUPS, controlGroups(engine));
    amounts.put(Holding.MOUNTS_OF_CELLS, lines(cells.file("mountinfo")));
    amounts.put(Holding.FILES_OF_CELLS, entries(cells.file("fd")));
    amounts.put(Holding.FILES_OF_ZYGOTE, entries(zygote.file("fd")));
    amounts.put(Holding.MEMORY_OF_CELLS, kibibytes(cells.file("status"), "VmRSS"));
    amounts.put(Holding.MEMORY_OF_ZYGOTE, kibibytes(zygote.file("status"), "VmRSS"));
  }

  private static CellProcess inContainer(List<CellProcess> processes, boolean first) {
    return processes.stream()
        .filter(each -> each.depth() == CellProcess.IN_CONTAINER && each.first() == first)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the engine's container is not there"));
  }

  private static long controlGroups(String engine) throws IOException {
    long count = 0;
    try (Stream<Path> hierarchies = Files.list(CGROUPS)) {
      for (Path each : Stream.concat(Stream.of(CGROUPS), hierarchies).toList()) {
        count += directories(each.resolve(engine).toFile());
      }
    }
    return count;
  }

  /// A directory, if it is there, and those in it. Some may vanish meanwhile.
  private static long directories(File top) {
    File @Nullable [] inside = top.listFiles(File::isDirectory);
    return inside == null ? 0 : 1 + Arrays.stream(inside).mapToLong(Holdings::directories).sum();
  }

  private static void addJvm(Map<Holding, Long> amounts) throws IOException {
    amounts.put(Holding.MOUNTS, lines(Path.of("/proc/self/mountinfo")));
    amounts.put(Holding.FILES_OF_JVM, entries(Path.of("/proc/self/fd")));
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    long buffers =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    amounts.put(Holding.RESIDENT, kibibytes(Path.of("/proc/self/status"), "VmRSS"));
    amounts.put(Holding.HEAP, heap >> 10);
    amounts.put(Holding.BUFFERS, buffers >> 10);
  }

  private static void addMachine(Map<Holding, Long> amounts) throws IOException {
    Path memory = Path.of("/proc/meminfo");
    // name, hierarchy, number of groups, enabled
    long groups;
    try (Stream<String> controllers = Files.lines(Path.of("/proc/cgroups"))) {
      groups =
          controllers
              .skip(1)
              .mapToLong(line -> Long.parseLong(line.split("\t", -1)[2]))
              .max()
              .orElse(0);
    }
    amounts.put(Holding.MACHINE_GROUPS, groups);
    amounts.put(Holding.MACHINE_SLAB, kibibytes(memory, "Slab"));
    amounts.put(Holding.MACHINE_FIXED_SLAB, kibibytes(memory, "SUnreclaim"));
    amounts.put(Holding.MACHINE_PER_CPU, kibibytes(memory, "Percpu"));
  }

  private static long kibibytes(Path file, String name) throws IOException {
    Matcher line =
        Pattern.compile("(?m)^" + name + ":\\s+(\\d+) kB").matcher(Files.readString(file));
    return line.find() ? Long.parseLong(line.group(1)) : 0;
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  private static long entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.count();
    }
  }

  long of(Holding holding) {
    return amounts.getOrDefault(holding, 0L);
  }

  long growthSince(Holdings before, Holding holding) {
    return of(holding) - before.of(holding);
  }

  /// Whether something has grown more than it may.
  boolean isLeakSince(Holdings before, Holding holding) {
    return growthSince(before, holding) > holding.allowance();
  }
}
