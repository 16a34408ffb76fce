package org.safecodeexecutor.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.http.rules.Entrance;
import org.safecodeexecutor.http.rules.RunRequest;

/// A connection that can tell, while a request is being answered, that its other end is gone; and
/// that asks for each request whether it may come in, see [Entrance], and refuses by itself those
/// that may not, see [Refuser].
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
/// Jetty would have the selector stop looking at a connection with each event, and look again with
/// each interest: two system calls for a request, and another thread woken. Here the thread that
/// selects reads what has come, for the next fill, and the selector goes on looking; it stops when
/// there is something that nobody is interested in yet. An interest in what has been read already
/// is told at once, by another thread.
///
/// A client that closes only its sending half looks the same as one that is gone. It is treated as
/// gone, as most servers do: the program is ended. Its answer is still written.
final class WatchedEndPoint extends SocketChannelEndPoint {
  private static final int MOST_EARLY_BYTES = 4096;

  private final RequestThreads threads;
  private final Entrance entrance;
  private final String client;
  private final Refuser refuser;
  private final PausingSelector selector;
  private final SelectionKey key;
  private final ReentrantLock lock = new ReentrantLock();
  private final Callback probe = new Probe();
  private ByteBuffer early = BufferUtil.EMPTY_BUFFER;
  private boolean entering;
  private boolean probing;

  /// The selector looks, or is about to, whether there is something to read.
  private boolean selecting;

  private @Nullable Runnable gone;
  private @Nullable Callback waiting;

  /// @param client the address of the other end
  WatchedEndPoint(
      SocketChannel channel,
      PausingSelector selector,
      SelectionKey key,
      WatchedConnector connector,
      String client) {
    super(channel, selector, key, connector.getScheduler());
    this.threads = connector.threads();
    this.entrance = connector.entrance();
    this.client = client;
    this.refuser = connector.refuser(client);
    this.selector = selector;
    this.key = key;
  }

  @Override
  public @Nullable Runnable onSelected() {
    Runnable task = selected();
    return task == null ? null : threads.handle(task);
  }

  private @Nullable Runnable selected() {
    lock.lock();
    try {
      if (isNothingForJetty()) {
        return null; // it goes on waiting
      }
      if (key.readyOps() == SelectionKey.OP_READ
          && getFillInterest().isInterested()
          && readEarly() > 0) {
        return getFillInterest()::fillable; // the selector goes on looking
      }
      selecting &= (key.readyOps() & SelectionKey.OP_READ) == 0;
      return super.onSelected();
    } finally {
      lock.unlock();
    }
  }

  @Override
  protected void needsFillInterest() {
    lock.lock();
    try {
      if (!selecting) {
        selecting = true;
        super.needsFillInterest();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Whether there is nothing to read but what is refused, or looked at later. Preconditions: the
  /// lock is held.
  private boolean isNothingForJetty() {
    if (!isBetweenRequests()) {
      return false;
    }
    Entrance.Way way = refuser.isInRequest() ? Entrance.Way.NO_ROOM : entrance.ask(client);
    entering = way == Entrance.Way.IN;
    if (way == Entrance.Way.LATER) {
      selector.pause();
    }
    return way == Entrance.Way.LATER || (way == Entrance.Way.NO_ROOM && refuses());
  }

  /// Whether all that there is to read belonged to requests that are refused now. Preconditions:
  /// the lock is held.
  private boolean refuses() {
    if (readEarly() <= 0) {
      return false;
    }
    while (early.hasRemaining() && isOpen()) {
      if (!refuser.takes(early)) {
        return false;
      }
      if (refuser.isWhole()) {
        answerRefusal();
      }
    }
    letGoOfEmpty();
    return true;
  }

  /// Whether Jetty waits for a request of which it has seen nothing. Then none of its threads is
  /// busy with this connection. Preconditions: the lock is held.
  private boolean isBetweenRequests() {
    return isFillInterested()
        && !early.hasRemaining()
        && getConnection() instanceof HttpConnection http
        && http.getParser().isStart()
        && http.isRequestBufferEmpty();
  }

  private void answerRefusal() {
    selector.pause();
    boolean last = refuser.isLast();
    // SECURITY: who asks and never reads has answers pile up — what the socket does not take now is
    // not kept
    if (!isWritten(refuser.answer()) || last) {
      close();
    }
  }

  /// SECURITY: a request that has come in and never says what it wants, or never takes its answer,
  /// keeps all others out — it is on its way only until a program is about to run for it, or Jetty
  /// reads on, answers or gives up.
  private void arrive() {
    lock.lock();
    try {
      if (entering) {
        entering = false;
        entrance.arrived();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(Callback callback, ByteBuffer... buffers) {
    arrive();
    super.write(callback, buffers);
  }

  @Override
  public void onClose(@Nullable Throwable failure) {
    super.onClose(failure);
    arrive();
  }

  private boolean isWritten(ByteBuffer bytes) {
    try {
      return flush(bytes);
    } catch (IOException e) {
      return false;
    }
  }

  /// Calls `action` once when the other end hangs up. Preconditions: the request was read to its
  /// end, and nobody else watches.
  RunRequest.Watch watch(Runnable action) {
    arrive();
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
    if (readEarly() < 0) {
      return false;
    }
    if (early.remaining() < MOST_EARLY_BYTES) {
      startProbe();
    }
    return true;
  }

  private int readEarly() {
    if (early.capacity() == 0) {
      early = BufferUtil.allocate(MOST_EARLY_BYTES);
    }
    try {
      return super.fill(early);
    } catch (IOException e) {
      return -1;
    } finally {
      letGoOfEmpty();
    }
  }

  /// SECURITY: connections that wait hold no memory for what they may say.
  private void letGoOfEmpty() {
    if (!early.hasRemaining()) {
      early = BufferUtil.EMPTY_BUFFER;
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
      letGoOfEmpty();
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
    tellOfEarly();
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    boolean registered = isBehindProbe(callback) || super.tryFillInterested(callback);
    tellOfEarly();
    return registered;
  }

  /// The selector does not see what has been read already.
  private void tellOfEarly() {
    lock.lock();
    try {
      if (early.hasRemaining()) {
        threads.execute(getFillInterest()::fillable);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isBehindProbe(Callback callback) {
    arrive();
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
