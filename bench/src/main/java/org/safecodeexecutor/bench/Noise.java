package org.safecodeexecutor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Whether the machine was quiet enough for its figures to mean something.
///
/// @param loadAverage over the last minute, when it began
/// @param busyBefore the part of the machine that others used in the second before it began
/// @param stolen the part that the hypervisor gave to other machines meanwhile
/// @param besideBare the part that was in use while one bare interpreter ran after the other, less
///   the one processor that they can use
/// @param spreadOfBare range of the bare interpreter's medians, divided by their median
record Noise(
    double loadAverage, double busyBefore, double stolen, double besideBare, double spreadOfBare) {
  private static final double MOST_BUSY = 0.1;
  private static final double MOST_STOLEN = 0.02;
  private static final double MOST_SPREAD = 0.25;

  /// What was seen before the first measurement.
  record Before(double loadAverage, double busy, ProcessorTime start) {
    static Before look() throws IOException, InterruptedException {
      ProcessorTime first = ProcessorTime.now();
      Thread.sleep(1000);
      ProcessorTime second = ProcessorTime.now();
      String load = Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0];
      double busy =
          (second.busyMillis() - first.busyMillis()) / (second.allMillis() - first.allMillis());
      return new Before(Double.parseDouble(load), busy, second);
    }

    Noise after(double besideBare, double spreadOfBare) {
      ProcessorTime end = ProcessorTime.now();
      double stolen =
          (end.stolenMillis() - start.stolenMillis()) / (end.allMillis() - start.allMillis());
      return new Noise(loadAverage, busy, stolen, besideBare, spreadOfBare);
    }
  }

  /// Why the figures should not be quoted; empty when they may be.
  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    note(reasons, busyBefore, MOST_BUSY, "of the machine was in use before it began");
    note(reasons, stolen, MOST_STOLEN, "of the machine was taken by the hypervisor");
    note(reasons, besideBare, MOST_BUSY, "of the machine was in use beside one bare interpreter");
    note(reasons, spreadOfBare, MOST_SPREAD, "lie between the bare interpreter's rounds");
    return reasons;
  }

  private static void note(List<String> reasons, double found, double most, String what) {
    if (found > most) {
      reasons.add(
          String.format(
              Locale.ROOT, "%.0f %% %s (at most %.0f %%)", found * 100, what, most * 100));
    }
  }
}
