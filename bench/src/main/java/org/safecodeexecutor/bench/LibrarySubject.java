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
  private final String engine;
  private final Set<Workload> workloads;
  private final Duration pause;
  private final Sandboxes sandboxes;

  LibrarySubject(SandboxesConfig config, Set<Workload> workloads) {
    this(config, workloads, Duration.ZERO);
  }

  /// @param pause before each run, which is not measured: long enough for a sandbox to be made
  ///   ahead
  LibrarySubject(SandboxesConfig config, Set<Workload> workloads, Duration pause) {
    this.pause = pause;
    this.engine = config.engine();
    this.workloads = Set.copyOf(workloads);
    this.sandboxes = Sandboxes.open(config);
  }

  Sandboxes sandboxes() {
    return sandboxes;
  }

  @Override
  public String name() {
    return engine + (pause.isZero() ? ", library" : ", library, with pauses");
  }

  @Override
  public String what() {
    String how =
        pause.isZero() ? "" : ", %d ms after the last run has ended".formatted(pause.toMillis());
    return "Sandboxes.execute with the default limits, engine " + engine + how;
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
