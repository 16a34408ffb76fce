package org.safecodeexecutor.bench;

import java.util.List;

/// The straight line through the samples of one holding, by least squares, over the runs. The first
/// quarter is left out: there caches fill.
///
/// @param growth from the first to the last of those samples, along the line
/// @param scatter how far samples usually are from the line
record Trend(double growth, double scatter) {
  private static final int FEWEST = 8;

  static Trend of(List<Sample> samples, Holding holding) {
    List<Sample> late = samples.subList(samples.size() / 4, samples.size());
    if (late.size() < FEWEST) {
      return new Trend(0, 0); // too short to say anything
    }
    double meanX = late.stream().mapToLong(Sample::runs).average().orElseThrow();
    double meanY =
        late.stream().mapToLong(each -> each.holdings().of(holding)).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (Sample each : late) {
      double x = each.runs() - meanX;
      double y = each.holdings().of(holding) - meanY;
      xy += x * y;
      xx += x * x;
      yy += y * y;
    }
    double slope = xx == 0 ? 0 : xy / xx;
    return new Trend(
        slope * (late.getLast().runs() - late.getFirst().runs()),
        Math.sqrt(Math.max(0, yy - slope * xy) / late.size()));
  }

  /// Whether it is more than may be, and more than noise.
  boolean exceeds(long allowance) {
    return growth > allowance && growth > 2 * scatter;
  }
}
