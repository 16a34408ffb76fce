package org.safecodeexecutor.bench;

import java.time.Duration;
import java.util.List;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.Signal;
import org.safecodeexecutor.api.Submission;

/// Programs that end in every way there is, with what each must be answered.
final class LeakPrograms {
  /// One run in so many is not a plain `print`.
  private static final int ODD = 10;

  private static final Limits SCRATCH = Limits.DEFAULT.withDisk(DataSize.ofMebibytes(4));
  private static final Limits BRIEF = Limits.DEFAULT.withWallTime(Duration.ofMillis(50));
  private static final Outcome GOOD = new Outcome.Exited(0);
  private static final One HELLO = new One(Workload.HELLO.submission(), GOOD);

  private static final List<One> OTHERS =
      List.of(
          one("raise ValueError", Limits.DEFAULT, new Outcome.Exited(1)),
          one(
              "import os\nos.kill(os.getpid(), 11)",
              Limits.DEFAULT,
              new Outcome.Signaled(new Signal(11))),
          one("while True: pass", BRIEF, new Outcome.LimitExceeded(Limit.WALL_TIME)),
          one("x = b'x' * (256 << 20)", Limits.DEFAULT, new Outcome.LimitExceeded(Limit.MEMORY)),
          one(
              "while True: print('x' * 4096)",
              Limits.DEFAULT,
              new Outcome.LimitExceeded(Limit.OUTPUT)),
          one(
              "import os, time\nfor _ in range(5): os.fork() or time.sleep(60)",
              Limits.DEFAULT,
              GOOD),
          one(
              """
              import os
              for i in range(100): open(f"/tmp/{i}", "w").write("x" * 1000)
              open("/dev/shm/x", "w").write("x" * 100_000)
              """,
              SCRATCH,
              GOOD),
          one(
              "import os, sys\nos.execv(sys.executable, [sys.executable, '-c', 'print(4)'])",
              Limits.DEFAULT,
              GOOD),
          one(
              "print(end='.', flush=True)\nwhile True: pass",
              Limits.DEFAULT,
              new Outcome.Cancelled()));

  private record One(Submission submission, Outcome expected) {}

  private LeakPrograms() {}

  private static One one(String code, Limits limits, Outcome expected) {
    return new One(Submission.python(code).withLimits(limits), expected);
  }

  /// Runs the program of that number; false if it did not end as it must.
  static boolean run(Sandboxes sandboxes, long number) {
    One one = number % ODD == 0 ? OTHERS.get((int) (number / ODD % OTHERS.size())) : HELLO;
    Cancellation cancellation = new Cancellation();
    OutputListener listener =
        one.expected instanceof Outcome.Cancelled
            ? (_, _) -> cancellation.cancel()
            : OutputListener.NONE;
    return sandboxes.execute(one.submission, listener, cancellation).outcome().equals(one.expected);
  }
}
