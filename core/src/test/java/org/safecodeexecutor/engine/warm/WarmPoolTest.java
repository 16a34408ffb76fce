package org.safecodeexecutor.engine.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What whoever can also make a sandbox on the spot needs of a pool; `CellPoolTest` has the rest.
class WarmPoolTest {
  private final AtomicInteger orders = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final WarmPool<WarmPool.Waiting> pool = new WarmPool<>(2, 4, orders::incrementAndGet);

  @Test
  void emptyPoolAnswersAtOnceAndOrdersOneMoreThanBefore() {
    pool.fill();
    assertThat(pool.poll()).isEmpty();
    pool.fill();
    assertThat(orders).hasValue(3);
  }

  @Test
  void poolThatIsEmptyAgainAndAgainGrowsToItsMost() {
    for (int i = 0; i < 10; i++) {
      assertThat(pool.poll()).isEmpty();
      pool.fill();
    }
    assertThat(orders).hasValue(4);
  }

  @Test
  void eachSandboxIsHandedOutOnce() {
    pool.fill();
    WarmPool.Waiting only = closed::incrementAndGet;
    pool.add(only);
    assertThat(pool.poll()).containsSame(only);
    assertThat(pool.poll()).isEmpty();
  }

  @Test
  void sandboxThatComesAfterTheEndIsRemoved() {
    pool.fill();
    pool.close();
    pool.add(closed::incrementAndGet);
    assertThat(closed).hasValue(1);
    assertThat(pool.poll()).isEmpty();
  }

  @Test
  void sandboxesThatAreNotNeededAreGivenUpOneByOne() {
    pool.poll();
    pool.fill();
    for (int i = 0; i < 3; i++) {
      pool.add(closed::incrementAndGet);
    }
    pool.relax(); // begins a new time to look at
    pool.relax();
    pool.relax();
    assertThat(closed).hasValue(1);
  }
}
