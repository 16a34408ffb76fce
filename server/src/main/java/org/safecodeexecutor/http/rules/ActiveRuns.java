package org.safecodeexecutor.http.rules;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Overloaded;

/// The requests being handled, so that a stop can wait for them and end them. Safe for any thread.
public final class ActiveRuns {
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();
  private final Set<Cancellation> active = new HashSet<>();
  private boolean stopping;

  /// One request; closing says that it is answered.
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /// Throws [Overloaded] once [#stop] was called.
  Place enter(Cancellation cancellation) {
    lock.lock();
    try {
      if (stopping) {
        throw new Overloaded("The service is stopping", RETRY);
      }
      active.add(cancellation);
      return () -> leave(cancellation);
    } finally {
      lock.unlock();
    }
  }

  private void leave(Cancellation cancellation) {
    lock.lock();
    try {
      active.remove(cancellation);
      left.signalAll();
    } finally {
      lock.unlock();
    }
  }

  public boolean isStopping() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  /// Lets no new run in, waits for those that run, and cancels what is left after the grace period.
  ///
  /// @param last how long to wait for the cancelled ones
  public void stop(Duration grace, Duration last) {
    lock.lock();
    try {
      stopping = true;
    } finally {
      lock.unlock();
    }
    if (!isEmptyWithin(grace)) {
      snapshot().forEach(Cancellation::cancel);
      var _ = isEmptyWithin(last);
    }
  }

  private Set<Cancellation> snapshot() {
    lock.lock();
    try {
      return Set.copyOf(active);
    } finally {
      lock.unlock();
    }
  }

  private boolean isEmptyWithin(Duration time) {
    long nanos = time.toNanos();
    lock.lock();
    try {
      while (!active.isEmpty() && nanos > 0) {
        nanos = left.awaitNanos(nanos);
      }
      return active.isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
