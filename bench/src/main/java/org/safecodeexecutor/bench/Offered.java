package org.safecodeexecutor.bench;

import java.time.Duration;
import java.util.List;

/// What became of the requests of one [Offer].
///
/// @param perSecond sent, good and refused together
/// @param goodPerSecond answered 200
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
  static Offered of(
      List<Caller.Answer> answers, long failures, Duration time, Duration askersTime) {
    List<Long> good =
        answers.stream().filter(Caller.Answer::good).map(Caller.Answer::nanos).toList();
    List<Long> refused =
        answers.stream().filter(Caller.Answer::refused).map(Caller.Answer::nanos).toList();
    double seconds = time.toNanos() / 1e9;
    return new Offered(
        (answers.size() + failures) / seconds,
        good.size() / seconds,
        refused.size() / seconds,
        failures + answers.size() - good.size() - refused.size(),
        Batch.percentileMillis(good, 50),
        Batch.percentileMillis(good, 99),
        Batch.percentileMillis(good, 100),
        Batch.percentileMillis(refused, 50),
        Batch.percentileMillis(refused, 99),
        askersTime.toNanos() / 1e9 / seconds);
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
