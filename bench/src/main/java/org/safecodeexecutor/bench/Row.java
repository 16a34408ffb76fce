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
/// @param failure why there are no figures, which are NaN then; empty where there are
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
    long errors,
    String failure) {
  /// @param batches one for each round
  /// @param bare the bare interpreter's, in the same rounds
  static Row of(
      Workload workload, int callers, String subject, List<Batch> batches, List<Batch> bare) {
    long runs = batches.stream().mapToLong(Batch::runs).sum();
    long errors = batches.stream().mapToLong(Batch::errors).sum();
    return new Row(
        workload.title(),
        callers,
        subject,
        median(batches, Batch::p50Millis),
        median(batches, Batch::p99Millis),
        runs == 0 ? Double.NaN : runs / batches.stream().mapToDouble(Batch::seconds).sum(),
        runs == 0 ? Double.NaN : batches.stream().mapToDouble(Batch::cpuMillis).sum() / runs,
        medianRatio(batches, bare, Batch::p50Millis),
        medianRatio(batches, bare, batch -> batch.runs() / batch.seconds()),
        runs,
        errors,
        runs == 0 ? "none of %d runs ended as expected".formatted(errors) : "");
  }

  private static double median(List<Batch> batches, ToDoubleFunction<Batch> value) {
    return median(batches.stream().filter(Batch::hasRuns).mapToDouble(value).toArray());
  }

  private static double medianRatio(
      List<Batch> batches, List<Batch> bare, ToDoubleFunction<Batch> value) {
    return median(
        IntStream.range(0, batches.size())
            .filter(i -> batches.get(i).hasRuns() && bare.get(i).hasRuns())
            .mapToDouble(
                i -> value.applyAsDouble(batches.get(i)) / value.applyAsDouble(bare.get(i)))
            .toArray());
  }

  /// The middle one; of an even number the mean of the two in the middle; of none, no number.
  static double median(double... values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
