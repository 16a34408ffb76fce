package org.safecodeexecutor.engine.cell;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.safecodeexecutor.api.EngineFailure;

/// Where cells connect to say that they are ready. A cell connects while it is being made and
/// greets when it is, so one thread waits for all of them.
final class Greetings implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final Duration RETRY = Duration.ofMillis(100);

  private final Selector selector;
  private final ServerSocketChannel listener;

  private Greetings(Selector selector, ServerSocketChannel listener) {
    this.selector = selector;
    this.listener = listener;
  }

  static Greetings at(Path socket) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
    listener.configureBlocking(false);
    Selector selector = Selector.open();
    listener.register(selector, SelectionKey.OP_ACCEPT);
    return new Greetings(selector, listener);
  }

  /// Hands over every cell that greets, until this is closed.
  ///
  /// @param failed takes the reason when a cell could not be made
  void serve(Consumer<Cell> ready, Consumer<Exception> failed) throws IOException {
    try {
      while (selector.isOpen()) {
        serveOnce(ready, failed);
      }
    } catch (ClosedSelectorException | CancelledKeyException closed) {
      // between two steps, which is an end like any
    }
  }

  private void serveOnce(Consumer<Cell> ready, Consumer<Exception> failed) throws IOException {
    selector.select();
    Set<SelectionKey> selected = selector.selectedKeys();
    List<SocketChannel> speaking = new ArrayList<>();
    for (SelectionKey key : selected) {
      if (key.isAcceptable()) {
        accept(failed);
      } else {
        key.cancel();
        speaking.add((SocketChannel) key.channel());
      }
    }
    selected.clear();
    hear(speaking, ready, failed);
  }

  private void accept(Consumer<Exception> failed) throws IOException {
    try {
      for (SocketChannel channel = listener.accept();
          channel != null;
          channel = listener.accept()) {
        admit(channel);
      }
    } catch (ClosedChannelException closed) {
      throw closed;
    } catch (IOException noDescriptor) {
      failed.accept(noDescriptor);
      pause(); // the cell goes on knocking
    }
  }

  /// Together with [#close]: whoever comes after it is turned away.
  private synchronized void admit(SocketChannel channel) throws IOException {
    if (!selector.isOpen()) {
      channel.close();
      return;
    }
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private void hear(List<SocketChannel> speaking, Consumer<Cell> ready, Consumer<Exception> failed)
      throws IOException {
    if (!speaking.isEmpty()) {
      var _ = selector.selectNow(); // only then are the cancelled keys gone, and channels may block
    }
    for (SocketChannel channel : speaking) {
      channel.configureBlocking(true);
      Cell cell = new Cell(channel);
      try {
        cell.awaitReady();
        ready.accept(cell);
      } catch (IOException | EngineFailure e) {
        cell.close();
        failed.accept(e);
      }
    }
  }

  /// Ends [#serve]. Cells that have not greeted yet find nobody, and end.
  @Override
  public synchronized void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    listener.close();
    selector.close();
  }
}
