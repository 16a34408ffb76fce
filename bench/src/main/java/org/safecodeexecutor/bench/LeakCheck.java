package org.safecodeexecutor.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.container.Instance;

/// Runs very many programs in cells, and compares what is held before and after.
///
/// Before both looks it waits until the engine has given up what it kept for the load: idle cells,
/// and memory.
final class LeakCheck {
  private static final int AT_ONCE = 8;
  private static final int WARM_UP = 400;
  private static final int PARTS = 10;

  /// Longer than the engine takes to give up one idle cell, and than the limits of a run and the
  /// time that it is given to report.
  private static final Duration QUIET = Duration.ofSeconds(25);

  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final SandboxesConfig config;
  private final long runs;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();

  LeakCheck(SandboxesConfig config, long runs) {
    this.config = config.withEngine("cell").withRuns(AT_ONCE, AT_ONCE);
    this.runs = runs;
  }

  /// Prints a table; true if nothing leaks and every program ended as it must.
  boolean passes() throws InterruptedException {
    Set<String> others = CellProcess.engines();
    try (Sandboxes sandboxes = Sandboxes.open(config)) {
      String engine = ours(others);
      run(sandboxes, WARM_UP);
      Holdings before = settled(engine);
      long start = System.nanoTime();
      for (int part = 1; part <= PARTS; part++) {
        run(sandboxes, WARM_UP + runs * part / PARTS);
        tell(part, start);
      }
      Holdings after = settled(engine);
      lines(before, after, runs).forEach(System.out::println);
      System.out.printf("%d runs, %d did not end as they must%n", runs, wrong.get());
      return wrong.get() == 0 && leaks(before, after).isEmpty();
    }
  }

  /// Other cell engines may be started on this machine meanwhile, but not with our data directory.
  private String ours(Set<String> others) {
    String prefix = Instance.cgroupPrefix(config.dataDirectory().resolve("run"));
    return CellProcess.engines().stream()
        .filter(each -> each.startsWith(prefix) && !others.contains(each))
        .findFirst()
        .orElseThrow();
  }

  /// Runs programs until that many have been run in all.
  private void run(Sandboxes sandboxes, long end) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      threads.add(Thread.startVirtualThread(() -> work(sandboxes, end)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void work(Sandboxes sandboxes, long end) {
    for (long number = take(end); number < end; number = take(end)) {
      if (!LeakPrograms.run(sandboxes, number)) {
        wrong.incrementAndGet();
      }
    }
  }

  private long take(long end) {
    return next.getAndUpdate(number -> Math.min(end, number + 1));
  }

  private static Holdings settled(String engine) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    Holdings last = Holdings.of(engine);
    while (System.nanoTime() < end) {
      Thread.sleep(QUIET);
      Holdings now = Holdings.of(engine);
      if (now.of(Holding.PROCESSES) == last.of(Holding.PROCESSES)) {
        return now;
      }
      last = now;
    }
    return last;
  }

  private void tell(int part, long start) {
    long done = runs * part / PARTS;
    double seconds = (System.nanoTime() - start) / 1e9;
    System.err.printf("bench: %d runs, %.0f a second%n", done, done / seconds);
  }

  static List<Holding> leaks(Holdings before, Holdings after) {
    return List.of(Holding.values()).stream()
        .filter(holding -> after.isLeakSince(before, holding))
        .toList();
  }

  static List<String> lines(Holdings before, Holdings after, long runs) {
    List<String> lines = new ArrayList<>();
    lines.add(line("", "before", "after", "growth", "allowed", "bytes or pieces a run"));
    for (Holding holding : Holding.values()) {
      long growth = after.growthSince(before, holding);
      long unit = holding.title().endsWith("KiB") ? 1024 : 1;
      lines.add(
          line(
                  holding.title(),
                  before.of(holding),
                  after.of(holding),
                  growth,
                  holding.allowance(),
                  "%.3f".formatted((double) growth * unit / runs))
              + (after.isLeakSince(before, holding) ? "  LEAK" : ""));
    }
    return lines;
  }

  private static String line(Object... columns) {
    return "%-66s %10s %10s %9s %9s %10s".formatted(columns);
  }
}
