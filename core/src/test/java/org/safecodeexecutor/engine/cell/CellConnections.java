package org.safecodeexecutor.engine.cell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// Cells for tests: real connections, whose other end is here instead of in a container. The one
/// place in the tests that makes a [Cell]. For one thread.
final class CellConnections implements AutoCloseable {
  private final ServerSocketChannel server;
  private final List<Connection> all = new ArrayList<>();

  private record Connection(Cell ours, SocketChannel theirs) {}

  CellConnections() {
    try {
      server = ServerSocketChannel.open();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Cell open() {
    try {
      SocketChannel theirs = SocketChannel.open(server.getLocalAddress());
      Cell ours = new Cell(server.accept());
      all.add(new Connection(ours, theirs));
      return ours;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether we have ended that cell, as its other end sees it.
  boolean isEnded(Cell cell) {
    try {
      SocketChannel theirs =
          all.stream().filter(each -> each.ours == cell).findFirst().orElseThrow().theirs;
      theirs.configureBlocking(false);
      return theirs.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      for (Connection each : all) {
        each.ours.close();
        each.theirs.close();
      }
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
