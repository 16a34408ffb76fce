package org.safecodeexecutor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

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
  void subjectWithoutASuccessHasNoFiguresButAReason() throws IOException {
    List<Batch> failed = List.of(new Batch(0, 0, 0, 7, 1, 90), new Batch(0, 0, 0, 5, 1, 90));
    List<Batch> bare = List.of(batch(4, 50), batch(4, 50));
    String json = report(Row.of(Workload.HELLO, 1, "docker run", failed, bare)).toJson();
    assertThat(json)
        .contains("\"cpuMillisPerRun\" : null", "\"p50Millis\" : null", "\"runs\" : 0")
        .contains("\"failure\" : \"none of 12 runs ended as expected\"")
        .doesNotContain("Infinity", "NaN");
    assertThat(JsonMapper.shared().readTree(json).path("rows")).hasSize(1);
    assertThat(TextReport.lines(report(Row.of(Workload.HELLO, 1, "docker run", failed, bare))))
        .anyMatch(line -> line.contains("docker run") && line.contains("none of 12 runs"));
  }

  @Test
  void roundWithoutASuccessIsNoRoundOfNoTime() {
    List<Batch> own = List.of(batch(2, 100), new Batch(0, 0, 0, 9, 1, 1000), batch(4, 100));
    List<Batch> bare = List.of(batch(4, 50), batch(4, 50), batch(4, 50));
    Row row = Row.of(Workload.HELLO, 1, "own", own, bare);
    assertThat(row.p50Millis()).isEqualTo(3);
    assertThat(row.timesBare()).isEqualTo(0.75);
    assertThat(row.failure()).isEmpty();
  }

  private static Report report(Row row) throws IOException {
    return new Report(
        LocalDate.EPOCH,
        Machine.here(),
        Plan.QUICK,
        new Noise(0, 0, 0, 0, 0),
        List.of(),
        Map.of(),
        List.of(),
        List.of(row),
        List.of());
  }

  @Test
  void answersOfALoadAreCountedByTheirKind() {
    Offered offered =
        Offered.of(
            List.of(
                "good 8000000",
                "good 16000000",
                "refused 2000000",
                "wrong 2000000",
                "wrong 0",
                "wrong 3",
                "processor 1000000000"),
            Duration.ofSeconds(2));
    assertThat(offered.askersProcessors()).isEqualTo(0.5);
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
    assertThat(new Noise(0.1, 0.05, 0.01, 0.05, 0.2).reasons()).isEmpty();
    assertThat(new Noise(9, 0.05, 0.01, 0.3, 0.5).reasons())
        .containsExactly(
            "30 % of the machine was in use beside one bare interpreter (at most 10 %)",
            "50 % lie between the bare interpreter's rounds (at most 25 %)");
  }
}
