package org.safecodeexecutor.isolation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.CpuShare;
import org.safecodeexecutor.api.DataSize;

/// A group in the version 2 hierarchy (Documentation/admin-guide/cgroup-v2.rst of the kernel).
final class CgroupV2 extends Cgroup {
  // since Linux 6.12 a write to memory.peak begins a measurement of the descriptor that it was
  // written to
  private @Nullable FileChannel peak;

  CgroupV2(CgroupTree tree, String path) {
    super(tree, path);
  }

  @Override
  public Optional<Duration> cpuTime() {
    return keyed(file("cpu", "cpu.stat"), "usage_usec").map(us -> Duration.ofNanos(us * 1000));
  }

  @Override
  public void resetPeakMemory() {
    try {
      FileChannel file =
          FileChannel.open(
              file("memory", "memory.peak"), StandardOpenOption.READ, StandardOpenOption.WRITE);
      peak = file;
      file.write(ByteBuffer.wrap("0\n".getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException olderKernel) {
      // then the peak includes the set-up of the sandbox
    }
  }

  @Override
  public Optional<DataSize> peakMemory() {
    return ownPeak()
        .or(() -> read(file("memory", "memory.peak")))
        .map(Long::parseLong)
        .map(DataSize::ofBytes);
  }

  private Optional<String> ownPeak() {
    FileChannel file = peak;
    if (file == null) {
      return Optional.empty();
    }
    try {
      ByteBuffer buffer = ByteBuffer.allocate(32);
      int length = file.read(buffer, 0);
      return Optional.of(new String(buffer.array(), 0, length, StandardCharsets.US_ASCII).trim());
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  @Override
  public long oomKills() {
    return keyed(file("memory", "memory.events"), "oom_kill").orElse(0L);
  }

  @Override
  public void limit(DataSize memory, CpuShare cpuShare, long processes) {
    set(file("memory", "memory.max"), Long.toString(memory.bytes()));
    if (Files.exists(file("memory", "memory.swap.max"))) { // else this kernel cannot swap
      set(file("memory", "memory.swap.max"), "0");
    }
    set(file("cpu", "cpu.max"), quotaMicroseconds(cpuShare) + " " + CPU_PERIOD_MICROSECONDS);
    set(file("pids", "pids.max"), Long.toString(processes));
  }

  @Override
  public void liftCpuQuota() {
    write(file("cpu", "cpu.max"), "max");
  }

  @Override
  public void close() {
    try {
      if (peak != null) {
        peak.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("closing a file of the kernel failed", e);
    }
  }
}
