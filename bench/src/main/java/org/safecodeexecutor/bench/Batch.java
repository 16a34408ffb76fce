package org.safecodeexecutor.bench;

import java.util.List;

/// What one subject did in one go.
///
/// @param p50Millis half of the runs took at most this long
/// @param p99Millis of a hundred runs, 99 took at most this long
/// @param errors runs that failed or printed something else; not among `runs`
/// @param cpuMillis processor time of the whole machine meanwhile, whoever used it
record Batch(
    double p50Millis, double p99Millis, long runs, long errors, double seconds, double cpuMillis) {
  static Batch of(List<Long> nanoseconds, long errors, Stopwatch watch) {
    return new Batch(
        percentileMillis(nanoseconds, 50),
        percentileMillis(nanoseconds, 99),
        nanoseconds.size(),
        errors,
        watch.seconds(),
        watch.cpuMillis());
  }

  boolean hasRuns() {
    return runs > 0;
  }

  /// 0 when there is nothing.
  static double percentileMillis(List<Long> nanoseconds, int percent) {
    List<Long> sorted = nanoseconds.stream().sorted().toList();
    int rank = Math.ceilDiv(sorted.size() * percent, 100);
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, rank - 1)) / 1e6;
  }
}
