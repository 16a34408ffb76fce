package org.safecodeexecutor.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// One subject with one workload and so many callers, over all rounds.
///
/// @param p50Millis the median of the rounds' medians
/// @param p99Millis the median of the rounds' 99th percentiles
/// @param cpuMillisPerRun of the whole machine, with whoever asked
/// @param timesBare the median over the rounds of this p50 divided by the bare interpreter's in the
///   same round
/// @param throughputTimesBare the same of the runs in a second
/// @param errors over all rounds
record Row(
    String workload,
    int callers,
    String subject,
    double p50Millis,
    double p99Millis,
    double runsPerSecond,
    double cpuMillisPerRun,
    double timesBare,
    double throughputTimesBare,
    long runs,
    long errors) {
  /// @param batches one for each round
  /// @param bare the bare interpreter's, in the same rounds
  static Row of(
      Workload workload, int callers, String subject, List<Batch> batches, List<Batch> bare) {
    double runs = batches.stream().mapToLong(Batch::runs).sum();
    return new Row(
        workload.title(),
        callers,
        subject,
        median(batches, Batch::p50Millis),
        median(batches, Batch::p99Millis),
        runs / batches.stream().mapToDouble(Batch::seconds).sum(),
        batches.stream().mapToDouble(Batch::cpuMillis).sum() / runs,
        medianRatio(batches, bare, Batch::p50Millis),
        medianRatio(batches, bare, batch -> batch.runs() / batch.seconds()),
        (long) runs,
        batches.stream().mapToLong(Batch::errors).sum());
  }

  private static double median(List<Batch> batches, ToDoubleFunction<Batch> value) {
    return median(batches.stream().mapToDouble(value).toArray());
  }

  private static double medianRatio(
      List<Batch> batches, List<Batch> bare, ToDoubleFunction<Batch> value) {
    return median(
        IntStream.range(0, batches.size())
            .mapToDouble(
                i -> value.applyAsDouble(batches.get(i)) / value.applyAsDouble(bare.get(i)))
            .toArray());
  }

  /// The middle one; of an even number the mean of the two in the middle.
  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
