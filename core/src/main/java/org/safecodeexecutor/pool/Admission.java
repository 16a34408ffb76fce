package org.safecodeexecutor.pool;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Overloaded;

/// A fixed number of places and a bounded queue for them. Callers take turns; those of one caller
/// are first come, first served. Nobody waits longer than is bearable. Safe for any thread.
final class Admission {
  private static final Duration RETRY = Duration.ofSeconds(1);

  /// @param places executions at one time
  /// @param queue how many may wait
  /// @param queueOfOne of those, how many may be one caller's
  record Bounds(int places, int queue, int queueOfOne, Duration longestWait) {}

  private final Bounds bounds;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  // while a place is free, nobody waits
  private final Turns<CompletableFuture<Lease>> turns = new Turns<>();
  private int free;

  Admission(Bounds bounds) {
    this.bounds = bounds;
    this.free = bounds.places();
  }

  /// Waits for a place. Empty when whoever asked gave up first, by cancellation or interrupt.
  ///
  /// @param caller empty for no caller in particular, who may fill the queue
  Optional<Lease> admit(String caller, Cancellation cancellation) {
    if (cancellation.isCancelled()) {
      return Optional.empty();
    }
    CompletableFuture<Lease> turn = new CompletableFuture<>();
    lock.lock();
    try {
      if (free > 0) {
        free--;
        return Optional.of(new Lease());
      }
      requireRoom(caller);
      turns.add(caller, turn);
    } finally {
      lock.unlock();
    }
    try {
      return await(turn, cancellation);
    } finally {
      leave(caller, turn);
    }
  }

  /// How many more executions of a caller would run or wait if they came now.
  int room(String caller) {
    lock.lock();
    try {
      return free + Math.max(0, Math.min(roomInQueue(), roomInShare(caller)));
    } finally {
      lock.unlock();
    }
  }

  private int roomInQueue() {
    return bounds.queue() - turns.size();
  }

  private int roomInShare(String caller) {
    return caller.isEmpty() ? Integer.MAX_VALUE : bounds.queueOfOne() - turns.sizeOf(caller);
  }

  private void requireRoom(String caller) {
    if (roomInQueue() <= 0) {
      throw new Overloaded(
          "%d executions are running and %d are waiting; try again later"
              .formatted(bounds.places(), bounds.queue()),
          RETRY);
    }
    // SECURITY: one caller fills the queue, and everybody else is refused — only a part is for one
    if (roomInShare(caller) <= 0) {
      throw new Overloaded(
          "%d executions of the same caller are waiting; try again later"
              .formatted(bounds.queueOfOne()),
          RETRY);
    }
  }

  private Optional<Lease> await(CompletableFuture<Lease> turn, Cancellation cancellation) {
    try (var _ = cancellation.onCancel(() -> turn.cancel(false))) {
      return Optional.of(turn.get(bounds.longestWait().toNanos(), TimeUnit.NANOSECONDS));
    } catch (CancellationException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // stays visible to whoever asked
      if (!turn.cancel(false)) {
        turn.join().close();
      }
      return Optional.empty();
    } catch (TimeoutException e) {
      return Optional.of(lastMoment(turn));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Lease lastMoment(CompletableFuture<Lease> turn) {
    if (turn.cancel(false)) {
      throw new Overloaded(
          "no place became free in %d s; try again later"
              .formatted(bounds.longestWait().toSeconds()),
          RETRY);
    }
    return turn.join();
  }

  private void leave(String caller, CompletableFuture<Lease> turn) {
    lock.lock();
    try {
      turns.remove(caller, turn);
    } finally {
      lock.unlock();
    }
  }

  /// Hands a place to the next one who still wants it.
  private void release() {
    lock.lock();
    try {
      var next = turns.next();
      while (next.isPresent() && !next.get().complete(new Lease())) {
        next = turns.next();
      }
      if (next.isEmpty()) {
        free++;
        freed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until every place is free and takes them all, so that nobody is admitted afterwards.
  void awaitEmpty() {
    lock.lock();
    try {
      while (free < bounds.places()) {
        freed.awaitUninterruptibly();
      }
      free = 0;
    } finally {
      lock.unlock();
    }
  }

  /// The right to execute. Close it when the sandbox is gone.
  final class Lease implements AutoCloseable {
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lease() {}

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        release();
      }
    }
  }
}
