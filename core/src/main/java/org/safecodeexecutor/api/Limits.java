package org.safecodeexecutor.api;

import java.time.Duration;

/// What one execution may use. The defaults of the product are [#DEFAULT] and nowhere else.
///
/// Every engine enforces every limit or refuses the submission; none is dropped. The ranges are
/// wide on purpose: they keep out what cannot be meant (zero, negative, years), not what is merely
/// large.
///
/// @param cpuTime processor time of all processes together, 1 ms to 1 day
/// @param wallTime time by the clock, 1 ms to 1 day; there is no "unlimited"
/// @param memory of all processes together, tmpfs files included, without swap; at least 6 MiB
/// @param processes processes and threads alive at one time, 1 to 32,768
/// @param output kept of stdout, and as much of stderr; the program is killed when it writes more
/// @param disk of the scratch directory `/tmp`; [DataSize#ZERO] means that no place is writable
/// @param openFiles of one process, 8 to 65,536
/// @param cpuShare processors usable at one time
public record Limits(
    Duration cpuTime,
    Duration wallTime,
    DataSize memory,
    int processes,
    DataSize output,
    DataSize disk,
    int openFiles,
    CpuShare cpuShare) {
  private static final DataSize LEAST_MEMORY = DataSize.ofMebibytes(6);
  private static final DataSize MOST = DataSize.ofMebibytes(1 << 20);
  private static final DataSize MOST_OUTPUT = DataSize.ofMebibytes(256);

  public static final Limits DEFAULT =
      new Limits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          DataSize.ofMebibytes(128),
          64,
          DataSize.ofMebibytes(1),
          DataSize.ZERO,
          256,
          new CpuShare(500));

  public Limits {
    checkTime("cpuTime", cpuTime);
    checkTime("wallTime", wallTime);
    checkSize("memory", memory, LEAST_MEMORY, MOST);
    checkCount("processes", processes, 1, 32_768);
    checkSize("output", output, DataSize.ZERO, MOST_OUTPUT);
    checkSize("disk", disk, DataSize.ZERO, MOST);
    checkCount("openFiles", openFiles, 8, 65_536);
  }

  public Limits withCpuTime(Duration value) {
    return new Limits(value, wallTime, memory, processes, output, disk, openFiles, cpuShare);
  }

  public Limits withWallTime(Duration value) {
    return new Limits(cpuTime, value, memory, processes, output, disk, openFiles, cpuShare);
  }

  public Limits withMemory(DataSize value) {
    return new Limits(cpuTime, wallTime, value, processes, output, disk, openFiles, cpuShare);
  }

  public Limits withProcesses(int value) {
    return new Limits(cpuTime, wallTime, memory, value, output, disk, openFiles, cpuShare);
  }

  public Limits withOutput(DataSize value) {
    return new Limits(cpuTime, wallTime, memory, processes, value, disk, openFiles, cpuShare);
  }

  public Limits withDisk(DataSize value) {
    return new Limits(cpuTime, wallTime, memory, processes, output, value, openFiles, cpuShare);
  }

  public Limits withOpenFiles(int value) {
    return new Limits(cpuTime, wallTime, memory, processes, output, disk, value, cpuShare);
  }

  public Limits withCpuShare(CpuShare value) {
    return new Limits(cpuTime, wallTime, memory, processes, output, disk, openFiles, value);
  }

  private static void checkTime(String name, Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
      throw new InvalidSubmission(name + " must be between 1 ms and 1 day: " + value);
    }
  }

  private static void checkSize(String name, DataSize value, DataSize least, DataSize most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new InvalidSubmission(
          "%s must be between %s and %s: %s".formatted(name, least, most, value));
    }
  }

  private static void checkCount(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new InvalidSubmission(
          "%s must be between %d and %d: %d".formatted(name, least, most, value));
    }
  }
}
