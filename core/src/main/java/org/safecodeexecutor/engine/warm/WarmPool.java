package org.safecodeexecutor.engine.warm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Sandboxes of one kind that wait for programs, each used once. Keeps as many ready as the load
/// asks for: it orders one for each that is taken, keeps one more whenever somebody finds none, and
/// one fewer after a time in which that many were never needed. Safe for any thread.
///
/// To make a sandbox takes a processor from the programs that run. So it is ordered when a program
/// has ended ([#fill]), and at once only when few are left.
///
/// The owner makes what is ordered, and says [#add] or [#failed] for each order.
///
/// @param <T> a sandbox that is ready; closing it removes it
public final class WarmPool<T extends WarmPool.Waiting> {
  /// A sandbox that waits.
  public interface Waiting extends AutoCloseable {
    /// Removes the sandbox. Does not throw.
    @Override
    void close();
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// How often those who wait look whether anybody still makes sandboxes.
  private static final Duration LOOK = Duration.ofSeconds(3);

  private final int least;
  private final int most;
  private final Runnable order;
  private final Runnable unstick;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<T> idle = new ArrayDeque<>();
  private final Patience patience = new Patience(System.nanoTime());
  private int wanted;
  private int ordered;
  private int fewestIdle;
  private boolean closed;
  private volatile boolean abandoned;

  /// @param least sandboxes to keep ready at any time
  /// @param most sandboxes to keep ready under any load
  /// @param order asks for one more; must not block
  public WarmPool(int least, int most, Runnable order) {
    this(least, most, order, () -> {});
  }

  /// @param unstick called when sandboxes were ordered and none has come for long; must not block
  public WarmPool(int least, int most, Runnable order, Runnable unstick) {
    this.least = least;
    this.most = most;
    this.order = order;
    this.unstick = unstick;
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

  /// A sandbox that was ordered is ready.
  public void add(T sandbox) {
    if (!keep(sandbox)) {
      sandbox.close(); // without the lock: it may take a while
    }
  }

  private boolean keep(T sandbox) {
    lock.lock();
    try {
      ordered = Math.max(0, ordered - 1);
      patience.delivered(System.nanoTime());
      if (!closed) {
        idle.add(sandbox);
        changed.signal();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /// A sandbox that was ordered will never be ready. The next one is ordered when somebody asks for
  /// it.
  public void failed() {
    lock.lock();
    try {
      ordered = Math.max(0, ordered - 1);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// No sandbox will come any more, and nobody need wait for one.
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

  /// Takes the sandbox that has waited longest; waits for one if there is none. Empty when none
  /// comes.
  public Optional<T> take() throws InterruptedException {
    lock.lock();
    try {
      if (idle.isEmpty() && wanted < most) {
        wanted++;
      }
      long began = System.nanoTime();
      long left = PATIENCE.toNanos();
      while (idle.isEmpty() && left > 0 && !closed && !abandoned) {
        fill();
        long span = Math.min(left, LOOK.toNanos());
        long rest = changed.awaitNanos(span);
        left -= span - rest;
        if (rest <= 0) {
          lookForMaker(began);
        }
      }
      return next();
    } finally {
      lock.unlock();
    }
  }

  /// Those that are so late will never come, and others are ordered. When none has come at all, who
  /// makes them hangs.
  private void lookForMaker(long began) {
    long now = System.nanoTime();
    if (patience.isOrderLost(now, began)) {
      ordered = 0;
    }
    if (patience.isOver(now, began)) {
      ordered = 0;
      unstick.run();
    }
  }

  /// Takes the sandbox that has waited longest, if there is one: for owners that can also make one
  /// on the spot.
  public Optional<T> poll() {
    lock.lock();
    try {
      if (idle.isEmpty() && wanted < most) {
        wanted++;
      }
      return next();
    } finally {
      lock.unlock();
    }
  }

  private Optional<T> next() {
    @Nullable T sandbox = idle.poll();
    fewestIdle = Math.min(fewestIdle, idle.size());
    if (idle.size() + ordered <= wanted / 2) {
      fill();
    }
    return Optional.ofNullable(sandbox);
  }

  /// Called from time to time: gives up sandboxes that were not needed since the last call.
  public void relax() {
    surplus().ifPresent(Waiting::close);
  }

  private Optional<T> surplus() {
    lock.lock();
    try {
      @Nullable T surplus = null;
      if (fewestIdle > 0 && wanted > least) {
        wanted--;
        // while programs run, those that are missing for them are not ordered yet
        surplus = idle.size() + ordered > wanted ? idle.poll() : null;
      }
      fewestIdle = idle.size();
      return Optional.ofNullable(surplus);
    } finally {
      lock.unlock();
    }
  }

  /// Ends all idle sandboxes, since one of them was found dead; others are ordered when somebody
  /// asks.
  public void discard() {
    drain().forEach(Waiting::close);
  }

  /// How long a caller waits at most in [#take].
  public static long patienceSeconds() {
    return TimeUnit.NANOSECONDS.toSeconds(PATIENCE.toNanos());
  }

  /// Ends all idle sandboxes; those that are on their way are ended when they come.
  public void close() {
    closeOrders();
    discard();
  }

  private void closeOrders() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private List<T> drain() {
    lock.lock();
    try {
      List<T> rest = List.copyOf(idle);
      idle.clear();
      return rest;
    } finally {
      lock.unlock();
    }
  }
}
