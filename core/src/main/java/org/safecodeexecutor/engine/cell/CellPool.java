package org.safecodeexecutor.engine.cell;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The cells of one container that wait for programs. Keeps as many ready as the load asks for: it
/// orders one for each that is taken, keeps one more whenever somebody finds none, and one fewer
/// after a time in which that many were never needed. Safe for any thread.
///
/// To make a cell takes a processor from the programs that run. So it is ordered when a program has
/// ended, and at once only when few are left.
final class CellPool {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration LONGEST_MAKING = Duration.ofSeconds(3);

  private static final int MOST_FRUITLESS = 2;

  private final int least;
  private final int most;
  private final Runnable order;
  private final Runnable unstick;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Cell> idle = new ArrayDeque<>();
  private int wanted;
  private int fruitless;
  private int ordered;
  private int fewestIdle;
  private boolean closed;
  private volatile boolean abandoned;

  /// @param least cells to keep ready at any time
  /// @param most cells to keep ready under any load
  /// @param order asks for one more; must not block
  /// @param unstick called when cells were ordered and none has come for long; must not block
  CellPool(int least, int most, Runnable order, Runnable unstick) {
    this.least = least;
    this.most = most;
    this.order = order;
    this.unstick = unstick;
    this.wanted = least;
    this.fewestIdle = least;
  }

  /// Orders what is missing.
  void fill() {
    lock.lock();
    try {
      while (!closed && idle.size() + ordered < wanted) {
        ordered++;
        order.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /// A cell that was ordered is ready.
  void add(Cell cell) {
    lock.lock();
    try {
      ordered = Math.max(0, ordered - 1);
      fruitless = 0;
      if (closed) {
        cell.close();
      } else {
        idle.add(cell);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// A cell that was ordered will never be ready. The next one is ordered when somebody asks for
  /// it.
  void failed() {
    lock.lock();
    try {
      ordered = Math.max(0, ordered - 1);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// No cell will come any more, and nobody need wait for one.
  void abandon() {
    lock.lock();
    try {
      abandoned = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isAbandoned() {
    return abandoned;
  }

  /// Takes the cell that has waited longest; waits for one if there is none. Empty when none comes.
  Optional<Cell> take() throws InterruptedException {
    lock.lock();
    try {
      if (idle.isEmpty() && wanted < most) {
        wanted++;
      }
      long left = PATIENCE.toNanos();
      while (idle.isEmpty() && left > 0 && !closed && !abandoned) {
        fill();
        long span = Math.min(left, LONGEST_MAKING.toNanos());
        long rest = changed.awaitNanos(span);
        left -= span - rest;
        if (rest <= 0) {
          giveUpOrders();
        }
      }
      @Nullable Cell cell = idle.poll();
      fewestIdle = Math.min(fewestIdle, idle.size());
      if (idle.size() + ordered <= wanted / 2) {
        fill();
      }
      return Optional.ofNullable(cell);
    } finally {
      lock.unlock();
    }
  }

  /// Cells that are so late died before they could greet, and others are ordered. When this happens
  /// again and again, who makes them hangs.
  private void giveUpOrders() {
    ordered = 0;
    fruitless++;
    if (fruitless == MOST_FRUITLESS) {
      fruitless = 0;
      unstick.run();
    }
  }

  /// Called from time to time: gives up cells that were not needed since the last call.
  void relax() {
    lock.lock();
    try {
      if (fewestIdle > 0 && wanted > least) {
        wanted--;
        @Nullable Cell surplus = idle.poll();
        if (surplus != null) {
          surplus.close();
        }
      }
      fewestIdle = idle.size();
    } finally {
      lock.unlock();
    }
  }

  /// How long a caller waits at most for a cell.
  static long patienceSeconds() {
    return TimeUnit.NANOSECONDS.toSeconds(PATIENCE.toNanos());
  }

  /// Ends all idle cells; those that are on their way are ended when they come.
  void close() {
    lock.lock();
    try {
      closed = true;
      idle.forEach(Cell::close);
      idle.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
