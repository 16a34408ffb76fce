package org.safecodeexecutor.http;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The threads that requests are handled by. A few of the system's own come first: the one that
/// learns of a request handles it, while another one takes its place. A request that waits for its
/// program on one of those costs a sixth less than on a virtual thread, which is taken apart and
/// put together again at each wait.
///
/// When all of them are taken, further requests have virtual threads, of which there may be any
/// number, and one thread learns of all of them: so many threads of the system would only keep each
/// other from the processors.
final class RequestThreads {
  /// How many requests are handled by threads of the system.
  static final int FOR_REQUESTS = 16;

  /// One accepts connections, one learns of requests, and Jetty has errands.
  private static final int FOR_CONNECTIONS = 8;

  private final Executor virtual =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory());

  private final QueuedThreadPool pool =
      new QueuedThreadPool(FOR_CONNECTIONS + FOR_REQUESTS, FOR_CONNECTIONS + FOR_REQUESTS);

  private final BooleanSupplier crowded;

  /// @param crowded whether [#FOR_REQUESTS] or more are being handled
  RequestThreads(BooleanSupplier crowded) {
    this.crowded = crowded;
    pool.setName("http");
    pool.setReservedThreads(FOR_REQUESTS);
    pool.setVirtualThreadsExecutor(virtual);
  }

  /// For Jetty, which takes a virtual thread, too, when no other is free.
  QueuedThreadPool pool() {
    return pool;
  }

  /// What the thread that learns of a request is to do, given what there is to do.
  Runnable handle(Runnable task) {
    return crowded.getAsBoolean()
        ? Invocable.from(InvocationType.NON_BLOCKING, () -> virtual.execute(task))
        : task;
  }

  /// Has another thread do it.
  void execute(Runnable task) {
    pool.execute(handle(task));
  }
}
