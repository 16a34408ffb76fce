package org.safecodeexecutor.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.Submission;

/// Measures deadlines and fairness, by library calls.
final class Promises {
  private static final int LOOPS = 10;
  private static final Submission LOOP =
      Submission.python("print(end='.', flush=True)\nwhile True: pass")
          .withLimits(
              Limits.DEFAULT.withWallTime(Duration.ofHours(1)).withCpuTime(Duration.ofHours(1)));

  private final Plan plan;
  private final Sandboxes sandboxes;

  /// @param sandboxes with room for more than ten runs at a time
  Promises(Plan plan, Sandboxes sandboxes) {
    this.plan = plan;
    this.sandboxes = sandboxes;
  }

  /// From the call to the answer of an endless loop, less its wall limit: p99.
  Promise answerAfterWallLimit() {
    Duration limit = Duration.ofMillis(200);
    Submission loop =
        Submission.python("while True: pass").withLimits(Limits.DEFAULT.withWallTime(limit));
    List<Long> late = new ArrayList<>();
    for (int i = 0; i < plan.overruns(); i++) {
      long start = System.nanoTime();
      require(sandboxes.execute(loop), new Outcome.LimitExceeded(Limit.WALL_TIME));
      late.add(System.nanoTime() - start - limit.toNanos());
    }
    return new Promise(
        "answer after the wall limit, p99 of " + late.size(),
        Batch.percentileMillis(late, 99),
        "ms",
        30);
  }

  /// From the call to the answer of a hello while ten endless loops run, each with half a
  /// processor: p99.
  Promise helloBesideLoops() throws InterruptedException {
    Cancellation end = new Cancellation();
    CountDownLatch running = new CountDownLatch(LOOPS);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < LOOPS; i++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            OutputListener started = (_, _) -> running.countDown();
            var _ = sandboxes.execute(LOOP, started, end);
          }));
    }
    running.await();
    List<Long> times = helloes();
    end.cancel();
    for (Thread thread : threads) {
      thread.join();
    }
    return new Promise(
        "a hello beside ten endless loops, p99 of " + times.size(),
        Batch.percentileMillis(times, 99),
        "ms",
        100);
  }

  private List<Long> helloes() {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < plan.helloes(); i++) {
      long start = System.nanoTime();
      require(sandboxes.execute(Workload.HELLO.submission()), new Outcome.Exited(0));
      times.add(System.nanoTime() - start);
    }
    return times;
  }

  private static void require(Execution execution, Outcome expected) {
    if (!execution.outcome().equals(expected)) {
      throw new IllegalStateException("expected " + expected + ", was " + execution.outcome());
    }
  }
}
