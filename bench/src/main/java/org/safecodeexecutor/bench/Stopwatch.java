package org.safecodeexecutor.bench;

/// Measures time by the clock and processor time of the whole machine from its making to [#stop].
final class Stopwatch {
  private final long start = System.nanoTime();
  private final ProcessorTime before = ProcessorTime.now();
  private double seconds;
  private double cpuMillis;

  void stop() {
    seconds = (System.nanoTime() - start) / 1e9;
    cpuMillis = ProcessorTime.now().busyMillis() - before.busyMillis();
  }

  double seconds() {
    return seconds;
  }

  double cpuMillis() {
    return cpuMillis;
  }
}
