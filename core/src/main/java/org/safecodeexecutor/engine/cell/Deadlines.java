package org.safecodeexecutor.engine.cell;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Until when cells must have reported. Looked at every few seconds: it is the last resort, and a
/// timer of its own for each run would cost more than all that the run needs of us otherwise. Safe
/// for any thread.
final class Deadlines {
  private final Map<Cell, Long> known = new ConcurrentHashMap<>();

  /// @param time from now
  void set(Cell cell, Duration time) {
    known.put(cell, System.nanoTime() + time.toNanos());
  }

  void remove(Cell cell) {
    known.remove(cell);
  }

  boolean isEmpty() {
    return known.isEmpty();
  }

  /// SECURITY: a cell that never answers, whatever the reason: its connection is closed, which ends
  /// it.
  void enforce() {
    long now = System.nanoTime();
    known.forEach((cell, deadline) -> {
      if (now - deadline > 0) {
        cell.giveUp();
      }
    });
  }
}
