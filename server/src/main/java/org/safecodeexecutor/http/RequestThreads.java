package org.safecodeexecutor.http;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The threads that requests are handled by. A few of the system's own come first: a request that
/// waits for its program on one of those costs a sixth less than on a virtual thread, which is
/// taken apart and put together again at each wait. When all of them are taken, further requests
/// have virtual threads, of which there may be any number.
final class RequestThreads {
  /// How many requests are handled by threads of the system.
  static final int FOR_REQUESTS = 16;

  /// One accepts connections, one reads from them, and Jetty wants one to spare.
  private static final int FOR_CONNECTIONS = 3;

  private final Executor virtual =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory());

  private final QueuedThreadPool pool =
      new QueuedThreadPool(FOR_CONNECTIONS + FOR_REQUESTS, FOR_CONNECTIONS + FOR_REQUESTS);

  RequestThreads() {
    pool.setName("http");
    pool.setReservedThreads(FOR_REQUESTS);
    pool.setVirtualThreadsExecutor(virtual);
  }

  /// For Jetty, which takes a virtual thread when no other is free.
  QueuedThreadPool pool() {
    return pool;
  }

  /// A thread for each task.
  Executor virtual() {
    return virtual;
  }
}
