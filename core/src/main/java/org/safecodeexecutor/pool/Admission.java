package org.safecodeexecutor.pool;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Overloaded;

/// A fixed number of places and a bounded queue for them, first come, first served. Safe for any
/// thread.
final class Admission {
  private final int places;
  private final int queue;
  private final Semaphore free;
  private final AtomicInteger waiting = new AtomicInteger();

  Admission(int places, int queue) {
    this.places = places;
    this.queue = queue;
    this.free = new Semaphore(places, true);
  }

  /// Waits for a place. Empty when the caller gave up first, by cancellation or interrupt.
  Optional<Lease> admit(Cancellation cancellation) {
    if (cancellation.isCancelled()) {
      return Optional.empty();
    }
    if (free.tryAcquire()) {
      return Optional.of(new Lease());
    }
    if (waiting.incrementAndGet() > queue) {
      waiting.decrementAndGet();
      throw new Overloaded(
          "%d executions are running and %d are waiting; try again later".formatted(places, queue),
          Duration.ofSeconds(1));
    }
    try {
      return await(cancellation);
    } finally {
      waiting.decrementAndGet();
    }
  }

  private Optional<Lease> await(Cancellation cancellation) {
    Thread waiter = Thread.currentThread();
    try (var _ = cancellation.onCancel(waiter::interrupt)) {
      free.acquire();
    } catch (InterruptedException e) {
      if (!cancellation.isCancelled()) {
        waiter.interrupt(); // somebody else's interrupt stays visible to the caller
      }
      return Optional.empty();
    }
    if (cancellation.isCancelled()) {
      Thread.interrupted(); // may have come too late to be thrown
      free.release();
      return Optional.empty();
    }
    return Optional.of(new Lease());
  }

  /// Waits until every place is free and takes them all, so that nobody is admitted afterwards.
  void awaitEmpty() {
    free.acquireUninterruptibly(places);
  }

  /// The right to execute. Close it when the sandbox is gone.
  final class Lease implements AutoCloseable {
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lease() {}

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        free.release();
      }
    }
  }
}
