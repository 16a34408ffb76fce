package org.safecodeexecutor.bench;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.container.Instance;

/// Runs very many programs in cells, and looks at what is held: all the time, and before and after.
///
/// Before both of the latter it waits until the engine has given up what it kept for the load: idle
/// cells, and memory.
final class Soak {
  private static final int AT_ONCE = 8;
  private static final int WARM_UP = 400;
  private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(5);

  /// Longer than the engine takes to give up one idle cell, and than the limits of a run and the
  /// time that it is given to report.
  static final Duration QUIET = Duration.ofSeconds(25);

  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final SandboxesConfig config;
  private final long runs;
  private final Duration quiet;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private final ConcurrentLinkedQueue<Sample> samples = new ConcurrentLinkedQueue<>();

  /// @param quiet how long the engine must be as it is to be at rest; see [#QUIET]
  Soak(SandboxesConfig config, long runs, Duration quiet) {
    this.config = config.withEngine("cell").withRuns(AT_ONCE, AT_ONCE);
    this.runs = runs;
    this.quiet = quiet;
  }

  /// How it went.
  ///
  /// @param wrong programs that did not end as they must
  /// @param grown what leaks, or grew steadily during the load
  record Verdict(long wrong, Set<Holding> grown) {
    boolean passes() {
      return wrong == 0 && grown.isEmpty();
    }
  }

  /// Prints tables and writes `DATE-soak.svg`.
  Verdict measure(Path results, LocalDate date) throws IOException, InterruptedException {
    Set<Long> others = CellProcess.containers();
    try (Sandboxes sandboxes = Sandboxes.open(config)) {
      String engine = ours(others);
      run(sandboxes, WARM_UP);
      Holdings before = settled(engine);
      Thread sampler = Thread.ofPlatform().daemon().start(() -> sample(engine));
      run(sandboxes, WARM_UP + runs);
      sampler.interrupt();
      sampler.join();
      Holdings after = settled(engine);
      List<Sample> all = List.copyOf(samples);
      write(all, results, date);
      trends(all).forEach(System.out::println);
      lines(before, after, runs).forEach(System.out::println);
      System.out.printf("%d runs, %d did not end as they must%n", runs, wrong.get());
      Set<Holding> grown = EnumSet.noneOf(Holding.class);
      grown.addAll(leaks(before, after));
      grown.addAll(growing(all));
      return new Verdict(wrong.get(), grown);
    }
  }

  /// Other cell engines may be started on this machine meanwhile, but not with our data directory.
  private String ours(Set<Long> others) {
    String prefix = Instance.cgroupPrefix(config.dataDirectory().resolve("run"));
    return CellProcess.enginesSince(others).stream()
        .filter(each -> each.startsWith(prefix))
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
      ended.incrementAndGet();
    }
  }

  private long take(long end) {
    return next.getAndUpdate(number -> Math.min(end, number + 1));
  }

  private Holdings settled(String engine) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    Holdings last = Holdings.of(engine);
    while (System.nanoTime() < end) {
      Thread.sleep(quiet);
      Holdings now = Holdings.of(engine);
      if (now.of(Holding.PROCESSES) == last.of(Holding.PROCESSES)) {
        return now;
      }
      last = now;
    }
    return last;
  }

  private void sample(String engine) {
    long start = System.nanoTime();
    long runsBefore = ended.get();
    double last = 0;
    try {
      while (true) {
        Thread.sleep(BETWEEN_SAMPLES);
        double now = (System.nanoTime() - start) / 1e9;
        long done = ended.get() - WARM_UP;
        double perSecond = (done + WARM_UP - runsBefore) / (now - last);
        samples.add(new Sample(done, perSecond, Holdings.of(engine)));
        tell(done, perSecond, (long) ((runs - done) * now / Math.max(1, done)));
        runsBefore = done + WARM_UP;
        last = now;
      }
    } catch (InterruptedException over) {
      System.err.println();
    }
  }

  /// One line that changes on a terminal; elsewhere a line each time.
  @SuppressWarnings("SystemConsoleNull") // it is null again where there is no terminal (JDK 25)
  private void tell(long done, double perSecond, long secondsLeft) {
    @Nullable Console console = System.console();
    boolean terminal = console != null && console.isTerminal();
    System.err.printf(
        "%sbench: %d of %d runs, %.0f a second, %d s left, %d wrong%s",
        terminal ? "\r\033[K" : "",
        done,
        runs,
        perSecond,
        secondsLeft,
        wrong.get(),
        terminal ? "" : System.lineSeparator());
  }

  private static void write(List<Sample> samples, Path results, LocalDate date) throws IOException {
    List<Chart> charts = new ArrayList<>();
    charts.add(Sample.throughput(samples));
    for (Holding holding : Holding.values()) {
      charts.add(Sample.chart(samples, holding));
    }
    Files.createDirectories(results);
    Path file = results.resolve(date + "-soak.svg");
    Files.writeString(file, Chart.svg(charts));
    System.out.println("written to " + file);
  }

  /// What grows steadily during the load, by more than it may in all.
  static List<Holding> growing(List<Sample> samples) {
    return List.of(Holding.values()).stream()
        .filter(holding -> Trend.of(samples, holding).exceeds(holding.allowance()))
        .toList();
  }

  private static List<String> trends(List<Sample> samples) {
    List<String> lines = new ArrayList<>();
    lines.add("%-66s %12s %10s".formatted("during the load", "steady", "scatter"));
    for (Holding holding : Holding.values()) {
      Trend trend = Trend.of(samples, holding);
      lines.add(
          "%-66s %12.0f %10.0f%s"
              .formatted(
                  holding.title(),
                  trend.growth(),
                  trend.scatter(),
                  trend.exceeds(holding.allowance()) ? "  GROWS" : ""));
    }
    return lines;
  }

  static List<Holding> leaks(Holdings before, Holdings after) {
    return List.of(Holding.values()).stream()
        .filter(holding -> after.isLeakSince(before, holding))
        .toList();
  }

  static List<String> lines(Holdings before, Holdings after, long runs) {
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "while nothing runs", "before", "after", "growth", "allowed", "bytes or pieces a run"));
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
