package org.safecodeexecutor.isolation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.safecodeexecutor.api.CpuShare;
import org.safecodeexecutor.api.DataSize;

/// A group in the version 1 hierarchies (Documentation/admin-guide/cgroup-v1 of the kernel).
final class CgroupV1 extends Cgroup {
  CgroupV1(CgroupTree tree, String path) {
    super(tree, path);
  }

  @Override
  public Optional<Duration> cpuTime() {
    return read(file("cpuacct", "cpuacct.usage")).map(Long::parseLong).map(Duration::ofNanos);
  }

  @Override
  public void resetPeakMemory() {
    write(file("memory", "memory.max_usage_in_bytes"), "0");
  }

  @Override
  public Optional<DataSize> peakMemory() {
    return read(file("memory", "memory.max_usage_in_bytes"))
        .map(Long::parseLong)
        .map(DataSize::ofBytes);
  }

  @Override
  public long oomKills() {
    return keyed(file("memory", "memory.oom_control"), "oom_kill").orElse(0L);
  }

  /// The sum of memory and swap may never be less than the memory: what grows last goes first.
  @Override
  public void limit(DataSize memory, CpuShare cpuShare, long processes) {
    String bytes = Long.toString(memory.bytes());
    Path sum = file("memory", "memory.memsw.limit_in_bytes");
    boolean counts = Files.exists(sum);
    boolean grows = counts && read(sum).map(Long::parseLong).orElse(0L) < memory.bytes();
    if (grows) {
      set(sum, bytes);
    }
    set(file("memory", "memory.limit_in_bytes"), bytes);
    if (counts && !grows) {
      set(sum, bytes);
    }
    set(file("cpu", "cpu.cfs_quota_us"), Long.toString(quotaMicroseconds(cpuShare)));
    set(file("pids", "pids.max"), Long.toString(processes));
  }

  @Override
  public void liftCpuQuota() {
    write(file("cpu", "cpu.cfs_quota_us"), "-1");
  }
}
