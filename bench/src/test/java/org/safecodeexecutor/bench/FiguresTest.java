package org.safecodeexecutor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The arithmetic, which nobody would notice to be wrong.
class FiguresTest {
  private static final List<Long> HUNDRED =
      LongStream.rangeClosed(1, 100).map(each -> each * 1_000_000).boxed().toList();

  @Test
  void percentileIsTheSmallestValueThatSoManyDoNotExceed() {
    assertThat(Batch.percentileMillis(HUNDRED.reversed(), 50)).isEqualTo(50);
    assertThat(Batch.percentileMillis(HUNDRED, 99)).isEqualTo(99);
    assertThat(Batch.percentileMillis(List.of(7_000_000L), 99)).isEqualTo(7);
    assertThat(Batch.percentileMillis(List.of(), 99)).isZero();
  }

  @Test
  void processorTimeLeavesOutIdleWaitingStolenAndWhatIsCountedTwice() {
    ProcessorTime time = ProcessorTime.parse("cpu  1 2 3 400 50 6 7 8 1000 1000");
    assertThat(time).isEqualTo(new ProcessorTime(190, 80, 4770));
  }

  @Test
  void ratioIsTakenWithinEachRound() {
    List<Batch> own = List.of(batch(2, 100), batch(40, 10), batch(6, 50));
    List<Batch> bare = List.of(batch(4, 50), batch(80, 5), batch(3, 100));
    Row row = Row.of(Workload.HELLO, 1, "own", own, bare);
    assertThat(row.p50Millis()).isEqualTo(6);
    assertThat(row.timesBare()).isEqualTo(0.5);
    assertThat(row.throughputTimesBare()).isEqualTo(2);
    assertThat(row.runsPerSecond()).isCloseTo(53.3, within(0.1));
    assertThat(row.cpuMillisPerRun()).isCloseTo(18.75, within(0.01));
    assertThat(row.errors()).isEqualTo(3);
  }

  @Test
  void answersOfALoadAreCountedByTheirKind() {
    Offered offered =
        Offered.of(
            List.of(
                new Caller.Answer(200, false, "4", 8_000_000),
                new Caller.Answer(200, false, "4", 16_000_000),
                new Caller.Answer(503, true, "", 2_000_000),
                new Caller.Answer(503, false, "", 2_000_000),
                new Caller.Answer(500, false, "", 2_000_000)),
            1,
            Duration.ofSeconds(2));
    assertThat(offered.perSecond()).isEqualTo(3);
    assertThat(offered.goodPerSecond()).isEqualTo(1);
    assertThat(offered.refusedPerSecond()).isEqualTo(0.5);
    assertThat(offered.wrong()).isEqualTo(3);
    assertThat(offered.longestGoodMillis()).isEqualTo(16);
    assertThat(offered.refusedP99Millis()).isEqualTo(2);
    assertThat(offered.goodShare()).isCloseTo(0.33, within(0.01));
  }

  private static Batch batch(double p50Millis, long runs) {
    return new Batch(p50Millis, p50Millis, runs, 1, 1, 1000);
  }

  @Test
  void noisyMachineIsNamedWithItsReason() {
    assertThat(new Noise(0.1, 0.05, 0.01, 0.2).reasons()).isEmpty();
    assertThat(new Noise(9, 0.05, 0.01, 0.5).reasons())
        .containsExactly("50 % lie between the bare interpreter's rounds (at most 25 %)");
  }
}
