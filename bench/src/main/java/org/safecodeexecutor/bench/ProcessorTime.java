package org.safecodeexecutor.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The first line of `/proc/stat`: what all processors have done since the machine was started.
///
/// @param busyMillis all but idle, waiting for a disk, and stolen
/// @param stolenMillis taken by the hypervisor for other machines
/// @param allMillis the sum over all processors
record ProcessorTime(double busyMillis, double stolenMillis, double allMillis) {
  /// The unit of `/proc/stat` on every Linux that Java runs on: USER_HZ is 100 (proc(5)).
  private static final int TICK_MILLIS = 10;

  private static final int IDLE = 3;
  private static final int WAITING = 4;
  private static final int STOLEN = 7;

  /// Guests' time is in user time already.
  private static final int COUNTED = 8;

  static ProcessorTime now() {
    try {
      return parse(Files.readAllLines(Path.of("/proc/stat")).getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ProcessorTime parse(String line) {
    long[] ticks =
        Arrays.stream(line.split(" +", -1))
            .skip(1)
            .limit(COUNTED)
            .mapToLong(Long::parseLong)
            .toArray();
    long all = Arrays.stream(ticks).sum();
    long busy = all - ticks[IDLE] - ticks[WAITING] - ticks[STOLEN];
    return new ProcessorTime(
        busy * (double) TICK_MILLIS,
        ticks[STOLEN] * (double) TICK_MILLIS,
        all * (double) TICK_MILLIS);
  }
}
