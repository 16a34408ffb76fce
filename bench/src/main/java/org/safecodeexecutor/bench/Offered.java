package org.safecodeexecutor.bench;

import java.time.Duration;
import java.util.List;

/// What became of the requests of one [Offer].
///
/// @param perSecond sent, good and refused together
/// @param goodPerSecond answered 200, with what the program prints
/// @param refusedPerSecond answered 503 with `Retry-After`
/// @param wrong answered anything else, or not at all
/// @param longestGoodMillis of all answered 200, from sending to the whole answer
/// @param askersProcessors how many processors asking itself kept busy, on the average
record Offered(
    double perSecond,
    double goodPerSecond,
    double refusedPerSecond,
    long wrong,
    double goodP50Millis,
    double goodP99Millis,
    double longestGoodMillis,
    double refusedP50Millis,
    double refusedP99Millis,
    double askersProcessors) {
  /// @param lines as `ask.c` prints them
  static Offered of(List<String> lines, Duration time) {
    List<Long> good = nanos(lines, "good");
    List<Long> refused = nanos(lines, "refused");
    int wrong = nanos(lines, "wrong").size();
    double seconds = time.toNanos() / 1e9;
    return new Offered(
        (good.size() + refused.size() + wrong) / seconds,
        good.size() / seconds,
        refused.size() / seconds,
        wrong,
        Batch.percentileMillis(good, 50),
        Batch.percentileMillis(good, 99),
        Batch.percentileMillis(good, 100),
        Batch.percentileMillis(refused, 50),
        Batch.percentileMillis(refused, 99),
        nanos(lines, "processor").getFirst() / 1e9 / seconds);
  }

  private static List<Long> nanos(List<String> lines, String kind) {
    return lines.stream()
        .filter(line -> line.startsWith(kind + " "))
        .map(line -> Long.valueOf(line.substring(kind.length() + 1)))
        .toList();
  }

  /// Answered 200 in a second by each processor that asking left to the service.
  double goodPerProcessor() {
    return goodPerSecond / (Runtime.getRuntime().availableProcessors() - askersProcessors);
  }

  /// Of all that was asked, how much was answered 200.
  double goodShare() {
    return perSecond == 0 ? 0 : goodPerSecond / perSecond;
  }
}
