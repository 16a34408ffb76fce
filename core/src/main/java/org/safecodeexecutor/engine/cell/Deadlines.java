package org.safecodeexecutor.engine.cell;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.safecodeexecutor.engine.warm.SupervisedRun;

/// Until when cells must have reported. Looked at every few seconds: it is the last resort, and a
/// timer of its own for each run would cost more than all that the run needs of us otherwise. Safe
/// for any thread.
final class Deadlines {
  private final Map<SupervisedRun, Long> known = new ConcurrentHashMap<>();

  /// The run begins now.
  void add(SupervisedRun run) {
    known.put(run, System.nanoTime() + run.longest().toNanos());
  }

  void remove(SupervisedRun run) {
    known.remove(run);
  }

  boolean isEmpty() {
    return known.isEmpty();
  }

  void enforce() {
    long now = System.nanoTime();
    known.forEach((run, deadline) -> {
      if (now - deadline > 0) {
        run.giveUp();
      }
    });
  }
}
