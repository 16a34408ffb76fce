package org.safecodeexecutor.engine.warm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Sandboxes that wait for programs. Keeps as many ready as the load asks for: it orders one for
/// each that is taken, keeps one more whenever somebody finds none, and one fewer after a time in
/// which that many were never needed. Safe for any thread.
public final class WarmPool<S extends WarmSandbox> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration LONGEST_MAKING = Duration.ofSeconds(3);

  private final int least;
  private final int most;
  private final Runnable order;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<S> idle = new ArrayDeque<>();
  private int wanted;
  private int ordered;
  private int fewestIdle;
  private boolean closed;
  private volatile boolean abandoned;

  /// @param least sandboxes to keep ready at any time
  /// @param most sandboxes to keep ready under any load
  /// @param order asks for one more; must not block
  public WarmPool(int least, int most, Runnable order) {
    this.least = least;
    this.most = most;
    this.order = order;
    this.wanted = least;
    this.fewestIdle = least;
  }

  /// Orders what is missing.
  public void fill() {
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

  /// One that was ordered is ready.
  public void add(S sandbox) {
    lock.lock();
    try {
      ordered = Math.max(0, ordered - 1);
      if (closed) {
        sandbox.close();
      } else {
        idle.add(sandbox);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// One that was ordered will never be ready. The next one is ordered when somebody asks for it.
  public void failed() {
    lock.lock();
    try {
      ordered = Math.max(0, ordered - 1);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// None will come any more, and nobody need wait for one.
  public void abandon() {
    lock.lock();
    try {
      abandoned = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public boolean isAbandoned() {
    return abandoned;
  }

  /// Takes the one that has waited longest; waits for one if there is none. Empty when none comes.
  public Optional<S> take() throws InterruptedException {
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
          ordered = 0; // those that are so late died before they could greet: order others
        }
      }
      @Nullable S sandbox = idle.poll();
      fewestIdle = Math.min(fewestIdle, idle.size());
      fill();
      return Optional.ofNullable(sandbox);
    } finally {
      lock.unlock();
    }
  }

  /// Takes the one that has waited longest, if there is one; does not wait. Whoever finds none
  /// makes a sandbox in another way.
  public Optional<S> poll() {
    lock.lock();
    try {
      if (idle.isEmpty() && wanted < most) {
        wanted++;
      }
      @Nullable S sandbox = idle.poll();
      fewestIdle = Math.min(fewestIdle, idle.size());
      fill();
      return Optional.ofNullable(sandbox);
    } finally {
      lock.unlock();
    }
  }

  /// Ends all that are idle, since one of them was found dead; others are ordered when somebody
  /// asks.
  public void drain() {
    lock.lock();
    try {
      idle.forEach(WarmSandbox::close);
      idle.clear();
    } finally {
      lock.unlock();
    }
  }

  /// Called from time to time: gives up some that were not needed since the last call.
  public void relax() {
    lock.lock();
    try {
      if (fewestIdle > 0 && wanted > least) {
        wanted--;
        @Nullable S surplus = idle.poll();
        if (surplus != null) {
          surplus.close();
        }
      }
      fewestIdle = idle.size();
    } finally {
      lock.unlock();
    }
  }

  /// How long a caller waits at most for one.
  public static long patienceSeconds() {
    return TimeUnit.NANOSECONDS.toSeconds(PATIENCE.toNanos());
  }

  /// Ends all that are idle; those that are on their way are ended when they come.
  public void close() {
    lock.lock();
    try {
      closed = true;
      idle.forEach(WarmSandbox::close);
      idle.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
