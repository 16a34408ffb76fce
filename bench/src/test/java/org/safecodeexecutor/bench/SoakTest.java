package org.safecodeexecutor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.safecodeexecutor.api.SandboxesConfig;

class SoakTest {
  /// As many as wait in any case, on the smallest host.
  private static final int FEW_CELLS = 4;

  private static final Holdings BEFORE = holdings(0);

  @Test
  void whatHasNotGrownIsNoLeak() {
    assertThat(Soak.leaks(BEFORE, BEFORE)).isEmpty();
    assertThat(Soak.leaks(BEFORE, holdings(-1))).isEmpty();
  }

  @Test
  void oneControlGroupOfTheEngineIsALeak() {
    assertThat(Soak.leaks(BEFORE, with(Holding.CONTROL_GROUPS, 1)))
        .containsExactly(Holding.CONTROL_GROUPS);
  }

  @Test
  void whatTheMachineSharesMayGrowALittle() {
    long allowance = Holding.MACHINE_SLAB.allowance();
    assertThat(Soak.leaks(BEFORE, with(Holding.MACHINE_SLAB, allowance))).isEmpty();
    assertThat(Soak.leaks(BEFORE, with(Holding.MACHINE_SLAB, allowance + 1)))
        .containsExactly(Holding.MACHINE_SLAB);
  }

  @Test
  void tableNamesTheLeakAndWhatARunCosts() {
    assertThat(Soak.lines(BEFORE, with(Holding.HEAP, 10_240), 1000))
        .hasSize(Holding.values().length + 1)
        .filteredOn(line -> line.endsWith("LEAK"))
        .singleElement()
        .asString()
        .startsWith("heap of the JVM")
        .contains("10485.760");
  }

  @Test
  void steadyGrowthUnderLoadIsFoundAndNoiseIsNot() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Map<Holding, Long> amounts = new EnumMap<>(holdings(i % 2).amounts());
      amounts.put(Holding.HEAP, 50_000L + 400L * i);
      amounts.put(Holding.MACHINE_SLAB, 500_000L + 40_000L * (i % 5));
      samples.add(new Sample(100L * i, 100, new Holdings(amounts)));
    }
    assertThat(Soak.growing(samples)).containsExactly(Holding.HEAP);
    assertThat(Soak.growing(samples.subList(0, 5))).isEmpty();
    assertThat(Chart.svg(List.of(Sample.throughput(samples), Sample.chart(samples, Holding.HEAP))))
        .contains(">heap of the JVM, KiB</text>")
        .doesNotContain("NaN");
  }

  /// A short one, and without what belongs to the whole machine. No more cells wait under load than
  /// without, so that the engine is at rest soon: it has none to give up.
  @Test
  @EnabledIfEnvironmentVariable(named = "SCE_REQUIRED", matches = "true")
  void thousandsOfRunsLeaveNothing(@TempDir Path results) throws Exception {
    SandboxesConfig config =
        SandboxesConfig.DEFAULT
            .withDataDirectory(Path.of(System.getenv("SCE_TEST_DATA")))
            .withMostWaiting(FEW_CELLS);
    Soak.Verdict verdict =
        new Soak(config, 2_500, Duration.ofSeconds(5)).measure(results, LocalDate.EPOCH);

    assertThat(verdict.wrong()).isZero();
    assertThat(verdict.grown()).allMatch(Holding::isOfMachine);
    assertThat(results).isNotEmptyDirectory();
  }

  private static Holdings holdings(long more) {
    Map<Holding, Long> amounts = new EnumMap<>(Holding.class);
    for (Holding holding : Holding.values()) {
      amounts.put(holding, 1000 + more);
    }
    return new Holdings(amounts);
  }

  private static Holdings with(Holding holding, long more) {
    Map<Holding, Long> amounts = new EnumMap<>(BEFORE.amounts());
    amounts.put(holding, 1000 + more);
    return new Holdings(amounts);
  }
}
