package org.safecodeexecutor.isolation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.safecodeexecutor.api.CpuShare;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.EngineFailure;

/// A run's control group, made by whoever makes the sandbox; read, limited anew and released here.
///
/// A value that this kernel does not offer is empty. Reading a group that is gone gives empty or
/// zero.
public abstract sealed class Cgroup implements AutoCloseable permits CgroupV1, CgroupV2 {
  static final long CPU_PERIOD_MICROSECONDS = 100_000;

  private final CgroupTree tree;
  private final String path;

  Cgroup(CgroupTree tree, String path) {
    this.tree = tree;
    this.path = path;
  }

  /// User and system time of all processes that were ever in the group.
  public abstract Optional<Duration> cpuTime();

  /// Begins a new measurement of [#peakMemory], where the kernel can.
  public abstract void resetPeakMemory();

  /// The most memory charged at one time since [#resetPeakMemory].
  public abstract Optional<DataSize> peakMemory();

  /// Processes that the kernel killed because the group's memory was used up.
  public abstract long oomKills();

  /// Changes what the group may use. Throws [EngineFailure] when the kernel refuses one of the
  /// limits.
  ///
  /// @param processes and threads at one time
  public abstract void limit(DataSize memory, CpuShare cpuShare, long processes);

  /// Takes the CPU quota away, so that processes that are to die need not wait for their next share
  /// to do so.
  public abstract void liftCpuQuota();

  @Override
  public void close() {}

  Path file(String controller, String name) {
    return tree.directory(controller, path).resolve(name);
  }

  static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).trim());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static void write(Path file, String value) {
    try {
      Files.writeString(file, value);
    } catch (IOException gone) {
      // the group went away together with what was to be changed
    }
  }

  /// SECURITY: a limit that is not kept: a write that fails is a failure, not a larger limit.
  static void set(Path file, String value) {
    try {
      Files.writeString(file, value);
    } catch (IOException e) {
      throw new EngineFailure("limits", "the control group does not take " + file.getFileName(), e);
    }
  }

  static long quotaMicroseconds(CpuShare share) {
    return Math.multiplyExact(CPU_PERIOD_MICROSECONDS, share.thousandths()) / 1000;
  }

  /// The number behind `key ` in a file of such lines.
  static Optional<Long> keyed(Path file, String key) {
    return read(file)
        .flatMap(text ->
            text.lines()
                .filter(line -> line.startsWith(key + " "))
                .findFirst()
                .map(line -> Long.parseLong(line.substring(key.length() + 1))));
  }
}
