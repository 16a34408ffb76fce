package org.safecodeexecutor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.engine.Completion.Killer;

class WatchdogTest {
  private final AtomicInteger ended = new AtomicInteger();
  private volatile Duration cpuTime = Duration.ZERO;
  private volatile long oomKills;

  private Watchdog watchdog(Limits limits) {
    return new Watchdog(
        limits,
        new Watchdog.Meter() {
          @Override
          public Duration cpuTime() {
            return cpuTime;
          }

          @Override
          public long oomKills() {
            return oomKills;
          }
        },
        ended::incrementAndGet);
  }

  @Test
  void endsAtTheWallTime() {
    try (Watchdog watchdog = watchdog(Limits.DEFAULT.withWallTime(Duration.ofMillis(20)))) {
      watchdog.start();
      await().until(() -> watchdog.killer().isPresent());
      assertThat(watchdog.killer()).contains(Killer.WALL_TIME);
    }
  }

  @Test
  void endsAtTheCpuTimeAndNotBefore() {
    try (Watchdog watchdog = watchdog(Limits.DEFAULT.withCpuTime(Duration.ofMillis(50)))) {
      watchdog.start();
      await().during(Duration.ofMillis(150)).until(() -> watchdog.killer().isEmpty());
      cpuTime = Duration.ofMillis(50);
      await().until(() -> watchdog.killer().isPresent());
      assertThat(watchdog.killer()).contains(Killer.CPU_TIME);
    }
  }

  @Test
  void endsTheRestWhenTheKernelKilledOneForMemory() {
    try (Watchdog watchdog = watchdog(Limits.DEFAULT)) {
      watchdog.start();
      oomKills = 1;
      await().until(() -> watchdog.killer().isPresent());
      assertThat(watchdog.killer()).contains(Killer.MEMORY);
    }
  }

  @Test
  void whoeverKillsFirstIsTheReasonAndKillsOnce() {
    try (Watchdog watchdog = watchdog(Limits.DEFAULT)) {
      watchdog.kill(Killer.OUTPUT);
      watchdog.kill(Killer.CANCELLED);
      assertThat(watchdog.killer()).contains(Killer.OUTPUT);
      assertThat(ended).hasValue(1);
    }
  }

  @Test
  void doesNothingOnceClosed() {
    Watchdog watchdog = watchdog(Limits.DEFAULT);
    watchdog.start();
    watchdog.close();
    watchdog.kill(Killer.CANCELLED);
    assertThat(watchdog.killer()).isEmpty();
    assertThat(ended).hasValue(0);
  }
}
