package org.safecodeexecutor.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.engine.Completion.Killer;

/// Ends a program when one of its limits is over, and remembers which: whoever kills first is the
/// reason.
///
/// Its checks run on one thread for all watchdogs, and only read counters and send signals.
public final class Watchdog implements AutoCloseable {
  // memory: where the kernel kills one process of several, it tells nobody; this is how soon we
  // look
  private static final Duration MEMORY_CHECK = Duration.ofMillis(250);
  private static final Duration LEAST_WAIT = Duration.ofMillis(2);
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final Limits limits;
  private final Meter meter;
  private final Runnable end;
  private final AtomicReference<Optional<Killer>> killer = new AtomicReference<>(Optional.empty());
  private final List<Future<?>> checks = new ArrayList<>();
  private volatile @Nullable Future<?> nextCpuCheck;
  private volatile boolean closed;

  /// What the kernel counts while the program runs.
  public interface Meter {
    /// Since the program's start; zero where it cannot be read.
    Duration cpuTime();

    long oomKills();
  }

  /// @param end ends the program; is called once at most, on any thread, and must not block
  public Watchdog(Limits limits, Meter meter, Runnable end) {
    this.limits = limits;
    this.meter = meter;
    this.end = end;
  }

  /// Begins to watch: call at the program's start.
  public void start() {
    checks.add(
        CLOCK.schedule(
            () -> kill(Killer.WALL_TIME), limits.wallTime().toNanos(), TimeUnit.NANOSECONDS));
    checks.add(
        CLOCK.scheduleWithFixedDelay(
            this::checkMemory,
            MEMORY_CHECK.toMillis(),
            MEMORY_CHECK.toMillis(),
            TimeUnit.MILLISECONDS));
    checkCpuTime();
  }

  /// Ends the program for that reason, unless it is being ended already.
  public void kill(Killer why) {
    if (!closed && killer.compareAndSet(Optional.empty(), Optional.of(why))) {
      end.run();
    }
  }

  public Optional<Killer> killer() {
    return killer.get();
  }

  private void checkMemory() {
    if (meter.oomKills() > 0) {
      kill(Killer.MEMORY);
    }
  }

  /// Looks again at the earliest moment at which the limit can be reached, with every allowed
  /// processor busy.
  private void checkCpuTime() {
    Duration left = limits.cpuTime().minus(meter.cpuTime());
    if (!left.isPositive()) {
      kill(Killer.CPU_TIME);
    } else if (!closed) {
      int processors =
          Math.min(
              limits.cpuShare().thousandths(), 1000 * Runtime.getRuntime().availableProcessors());
      long wait = Math.max(left.toNanos() / processors * 1000, LEAST_WAIT.toNanos());
      nextCpuCheck = CLOCK.schedule(this::checkCpuTime, wait, TimeUnit.NANOSECONDS);
    }
  }

  /// Stops watching; what was decided stays.
  @Override
  public void close() {
    closed = true;
    checks.forEach(check -> check.cancel(false));
    Future<?> check = nextCpuCheck;
    if (check != null) {
      check.cancel(false);
    }
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("sce-watchdog").daemon().factory());
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }
}
