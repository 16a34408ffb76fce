package org.safecodeexecutor.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Sends one program to a service, so many times a second, whatever becomes of it.
///
/// @param addresses how many clients there seem to be
/// @param first the last number of the first one's address
/// @param connections of all together: as many requests may be under way
/// @param perSecond 0 for as many as are answered
record Offer(String code, int addresses, int first, int connections, double perSecond) {
  /// Asks until the time is over, and waits for the last answers.
  Offered to(URI service, Duration time) throws InterruptedException {
    Duration before = processorTime();
    Asking asking = new Asking(service, System.nanoTime(), time.toNanos());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      String from = "127.0.0." + (first + i % addresses);
      threads.add(Thread.startVirtualThread(() -> asking.work(from)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return Offered.of(
        List.copyOf(asking.answers), asking.failures.get(), time, processorTime().minus(before));
  }

  /// Of this process, which does nothing else meanwhile.
  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private final class Asking {
    private final URI service;
    private final long start;
    private final long nanos;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final ConcurrentLinkedQueue<Caller.Answer> answers = new ConcurrentLinkedQueue<>();

    Asking(URI service, long start, long nanos) {
      this.service = service;
      this.start = start;
      this.nanos = nanos;
    }

    void work(String from) {
      try (Caller caller = Caller.connect(service, from, code)) {
        while (System.nanoTime() - start < nanos && awaitTurn()) {
          answers.add(caller.ask());
        }
      } catch (IOException e) {
        failures.incrementAndGet();
      }
    }

    /// False when the next one would be due too late.
    private boolean awaitTurn() {
      if (perSecond == 0) {
        return true;
      }
      long due = (long) (next.getAndIncrement() * 1e9 / perSecond);
      if (due >= nanos) {
        return false;
      }
      for (long left = left(due); left > 0; left = left(due)) {
        LockSupport.parkNanos(left);
      }
      return true;
    }

    private long left(long due) {
      return due - (System.nanoTime() - start);
    }
  }
}
