package org.safecodeexecutor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
  private static final Holdings BEFORE = holdings(0);

  @Test
  void whatHasNotGrownIsNoLeak() {
    assertThat(LeakCheck.leaks(BEFORE, BEFORE)).isEmpty();
    assertThat(LeakCheck.leaks(BEFORE, holdings(-1))).isEmpty();
  }

  @Test
  void oneControlGroupOfTheEngineIsALeak() {
    assertThat(LeakCheck.leaks(BEFORE, with(Holding.CONTROL_GROUPS, 1)))
        .containsExactly(Holding.CONTROL_GROUPS);
  }

  @Test
  void whatTheMachineSharesMayGrowALittle() {
    long allowance = Holding.MACHINE_SLAB.allowance();
    assertThat(LeakCheck.leaks(BEFORE, with(Holding.MACHINE_SLAB, allowance))).isEmpty();
    assertThat(LeakCheck.leaks(BEFORE, with(Holding.MACHINE_SLAB, allowance + 1)))
        .containsExactly(Holding.MACHINE_SLAB);
  }

  @Test
  void tableNamesTheLeakAndWhatARunCosts() {
    assertThat(LeakCheck.lines(BEFORE, with(Holding.HEAP, 10_240), 1000))
        .hasSize(Holding.values().length + 1)
        .filteredOn(line -> line.endsWith("LEAK"))
        .singleElement()
        .asString()
        .startsWith("heap of the JVM")
        .contains("10485.760");
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
