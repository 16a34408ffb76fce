package org.safecodeexecutor.api;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// A caller's way to end executions that it started: one object may be given to many. Safe for use
/// by any thread.
public final class Cancellation {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> actions = new ArrayList<>();
  private volatile boolean cancelled;

  /// Nothing is cancelled yet.
  public Cancellation() {}

  /// Ends the executions. Calling it again changes nothing.
  public void cancel() {
    List<Runnable> due;
    lock.lock();
    try {
      if (cancelled) {
        return;
      }
      cancelled = true;
      due = List.copyOf(actions);
    } finally {
      lock.unlock();
    }
    due.forEach(Runnable::run);
  }

  public boolean isCancelled() {
    return cancelled;
  }

  /// Registers what is to happen on [#cancel], at once if it was called already; closing takes it
  /// back.
  public Registration onCancel(Runnable action) {
    lock.lock();
    try {
      if (!cancelled) {
        actions.add(action);
        return () -> remove(action);
      }
    } finally {
      lock.unlock();
    }
    action.run();
    return () -> {};
  }

  private void remove(Runnable action) {
    lock.lock();
    try {
      actions.remove(action);
    } finally {
      lock.unlock();
    }
  }

  /// Takes an action back.
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
