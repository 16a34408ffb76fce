package org.safecodeexecutor.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.http.rules.RunRequest;

/// A connection that can tell, while a request is being answered, that its other end is gone.
///
/// Theory of operation. While a handler blocks, Jetty does not read from an HTTP/1.1 connection, so
/// it learns of a hang-up only when it writes the answer. Here a watch registers a read interest of
/// its own, the probe. When the socket becomes readable the probe reads: the end of the stream is a
/// hang-up; bytes are the beginning of a next request and are kept for Jetty's next [#fill].
///
/// The selector takes one interest at a time. The probe stays registered when a watch ends, and an
/// interest that Jetty then registers waits behind it and gets its event. `lock` guards all of
/// this; callbacks are called outside it.
///
/// A client that closes only its sending half looks the same as one that is gone. It is treated as
/// gone, as most servers do: the program is ended. Its answer is still written.
final class WatchedEndPoint extends SocketChannelEndPoint {
  private static final int MOST_EARLY_BYTES = 4096;

  private final RequestThreads threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Callback probe = new Probe();
  private ByteBuffer early = BufferUtil.EMPTY_BUFFER;
  private boolean probing;
  private @Nullable Runnable gone;
  private @Nullable Callback waiting;

  /// @param threads for what is read here
  WatchedEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      RequestThreads threads) {
    super(channel, selector, key, scheduler);
    this.threads = threads;
  }

  @Override
  public @Nullable Runnable onSelected() {
    Runnable task = super.onSelected();
    return task == null ? null : threads.handle(task);
  }

  /// Calls `action` once when the other end hangs up. Preconditions: the request was read to its
  /// end, and nobody else watches.
  RunRequest.Watch watch(Runnable action) {
    lock.lock();
    try {
      gone = action;
      if (!probing) {
        startProbe();
      }
    } finally {
      lock.unlock();
    }
    return this::unwatch;
  }

  private void unwatch() {
    lock.lock();
    try {
      gone = null;
    } finally {
      lock.unlock();
    }
  }

  private void startProbe() {
    probing = true;
    super.fillInterested(probe);
  }

  /// The socket became readable, or failed. Preconditions: the lock is held.
  private Runnable probed(@Nullable Throwable failure) {
    probing = false;
    Callback next = waiting;
    waiting = null;
    if (next != null) {
      return failure == null ? next::succeeded : () -> next.failed(failure);
    }
    Runnable action = gone;
    if (action == null || (failure == null && isStillThere())) {
      return () -> {};
    }
    gone = null;
    return action;
  }

  private boolean isStillThere() {
    if (early.capacity() == 0) {
      early = BufferUtil.allocate(MOST_EARLY_BYTES);
    }
    if (readEarly() < 0) {
      return false;
    }
    if (BufferUtil.space(early) > 0) {
      startProbe();
    }
    return true;
  }

  private int readEarly() {
    try {
      return super.fill(early);
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    lock.lock();
    try {
      if (!early.hasRemaining()) {
        return super.fill(buffer);
      }
      int position = BufferUtil.flipToFill(buffer);
      int count = BufferUtil.put(early, buffer);
      BufferUtil.flipToFlush(buffer, position);
      return count;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void fillInterested(Callback callback) {
    if (!isBehindProbe(callback)) {
      super.fillInterested(callback);
    }
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    return isBehindProbe(callback) || super.tryFillInterested(callback);
  }

  private boolean isBehindProbe(Callback callback) {
    lock.lock();
    try {
      if (probing && waiting == null) {
        waiting = callback;
        return true;
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isFillInterested() {
    lock.lock();
    try {
      return probing ? waiting != null : super.isFillInterested();
    } finally {
      lock.unlock();
    }
  }

  /// Called by Jetty's threads.
  private final class Probe implements Callback {
    @Override
    public void succeeded() {
      act(null);
    }

    @Override
    public void failed(Throwable failure) {
      act(failure);
    }

    private void act(@Nullable Throwable failure) {
      Runnable action;
      lock.lock();
      try {
        action = probed(failure);
      } finally {
        lock.unlock();
      }
      action.run();
    }
  }
}
