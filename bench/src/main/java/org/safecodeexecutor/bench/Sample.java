package org.safecodeexecutor.bench;

import java.util.List;

/// What was held at one moment of a soak.
///
/// @param runs ended before it
/// @param perSecond runs since the sample before
record Sample(long runs, double perSecond, Holdings holdings) {
  private static final String AXIS = "runs";

  static Chart throughput(List<Sample> samples) {
    return new Chart(
        "runs a second",
        AXIS,
        List.of(Chart.Line.of("", samples, Sample::runs, Sample::perSecond)));
  }

  static Chart chart(List<Sample> samples, Holding holding) {
    return new Chart(
        holding.title(),
        AXIS,
        List.of(Chart.Line.of("", samples, Sample::runs, each -> each.holdings().of(holding))));
  }
}
