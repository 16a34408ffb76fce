package org.safecodeexecutor.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.Submission;

/// One of our engines, called from Java.
final class LibrarySubject implements Subject {
  private final String name;
  private final String what;
  private final Set<Workload> workloads;
  private final Duration pause;
  private final Sandboxes sandboxes;

  private LibrarySubject(
      String name, String what, SandboxesConfig config, Set<Workload> workloads, Duration pause) {
    this.name = engine(config) + ", " + name;
    this.what = "Sandboxes.execute with the default limits, engine " + engine(config) + what;
    this.pause = pause;
    this.workloads = Set.copyOf(workloads);
    this.sandboxes = Sandboxes.open(config);
  }

  /// Run after run, with what the engine keeps ready by default.
  static LibrarySubject busy(SandboxesConfig config, Set<Workload> workloads) {
    return new LibrarySubject("library", "", config, workloads, Duration.ZERO);
  }

  /// Cells in which each program has an interpreter of its own.
  static LibrarySubject fresh(SandboxesConfig config) {
    SandboxesConfig fresh = config.withInterpreter(SandboxesConfig.Interpreter.FRESH);
    String what = ", an interpreter of its own for each program";
    return new LibrarySubject("fresh", what, fresh, Set.of(Workload.HELLO), Duration.ZERO);
  }

  /// Runs that always find a sandbox ready.
  ///
  /// @param pause before each run, which is not measured: long enough for a sandbox to be made
  ///   ahead
  static LibrarySubject ready(SandboxesConfig config, Duration pause) {
    String what = ", %d ms after the last run has ended".formatted(pause.toMillis());
    return new LibrarySubject("ready", what, config, Set.of(Workload.HELLO), pause);
  }

  /// Runs for each of which a sandbox is made on the spot.
  static LibrarySubject unready(SandboxesConfig config) {
    String what = ", nothing kept ready";
    SandboxesConfig none = config.withMostWaiting(0);
    return new LibrarySubject("not ready", what, none, Set.of(Workload.HELLO), Duration.ZERO);
  }

  private static String engine(SandboxesConfig config) {
    return config.engine() + (config.ociRuntime().equals("runsc") ? " + runsc" : "");
  }

  Sandboxes sandboxes() {
    return sandboxes;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String what() {
    return what;
  }

  @Override
  public boolean offers(Workload workload, int callers) {
    return callers == 1 && workloads.contains(workload);
  }

  @Override
  public Batch measure(Workload workload, int callers, Duration time) throws InterruptedException {
    Submission submission = workload.submission();
    List<Long> times = new ArrayList<>();
    long errors = 0;
    Stopwatch watch = new Stopwatch();
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      Thread.sleep(pause);
      long start = System.nanoTime();
      if (isRight(sandboxes.execute(submission), workload)) {
        times.add(System.nanoTime() - start);
      } else {
        errors++;
      }
    }
    watch.stop();
    return Batch.of(times, errors, watch);
  }

  private static boolean isRight(Execution execution, Workload workload) {
    return execution.outcome().equals(new Outcome.Exited(0))
        && execution.stdout().text().equals(workload.expected());
  }

  @Override
  public void close() {
    sandboxes.close();
  }
}
