package org.safecodeexecutor.engine.cell;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.engine.container.Container;
import org.safecodeexecutor.engine.container.ContainerHost;
import org.safecodeexecutor.engine.container.RunDirectory;
import org.safecodeexecutor.engine.warm.WarmPool;
import org.safecodeexecutor.image.RuntimeImage;

/// The container with the cells of one image. Two threads of its own: one accepts greetings, one
/// reads what process 1 says.
final class CellContainer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(CellContainer.class.getName());
  private static final int BACKLOG = 1024;

  private final ContainerHost host;
  private final String id;
  private final RunDirectory directory;
  private final ServerSocketChannel greetings;
  private final Container container;
  private final WarmPool<Cell> pool;
  private volatile boolean closed;

  private CellContainer(
      ContainerHost host,
      String id,
      RunDirectory directory,
      ServerSocketChannel greetings,
      Container container,
      int least,
      int most) {
    this.host = host;
    this.id = id;
    this.directory = directory;
    this.greetings = greetings;
    this.container = container;
    this.pool = new WarmPool<>(least, most, this::order);
  }

  /// @param files the host's directory with what [CellBundle] mounts
  /// @param least cells to keep ready
  /// @param most cells to keep ready under load
  static CellContainer start(
      ContainerHost host, RuntimeImage image, Path files, int least, int most) {
    String id = "cells-" + image.id();
    RunDirectory directory = RunDirectory.create(host.instance().runDirectory(id));
    try {
      ServerSocketChannel greetings = listen(directory.path());
      CellBundle bundle =
          new CellBundle(
              image,
              host.ids().root(),
              files,
              directory.path().resolve("sockets"),
              host.instance().cgroupOf(id),
              host.cgroups().version());
      directory.fill(List.of(), bundle.build().toJson());
      Container container = Container.start(host, directory, id);
      CellContainer cells =
          new CellContainer(host, id, directory, greetings, container, least, most);
      host.cgroups().handOver(host.instance().cgroupOf(id), host.ids().root());
      cells.begin();
      return cells;
    } catch (IOException e) {
      throw new DependencyUnavailable("the container for cells could not be made", e);
    }
  }

  private static ServerSocketChannel listen(Path directory) throws IOException {
    Path sockets = Files.createDirectory(directory.resolve("sockets"));
    Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path socket = sockets.resolve(CellBundle.SOCKET);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
    // the container's root connects; other users of the host cannot guess the path, which they may
    // not list
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
    return channel;
  }

  private void begin() throws IOException {
    send('b');
    Thread.ofPlatform().daemon().name(id + "-greetings").start(this::accept);
    Thread.ofPlatform().daemon().name(id + "-deaths").start(this::watch);
    pool.fill();
  }

  WarmPool<Cell> pool() {
    return pool;
  }

  private void order() {
    try {
      send('c');
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the container {0} does not take orders", id);
    }
  }

  private void send(char order) throws IOException {
    OutputStream orders = container.input();
    synchronized (orders) {
      orders.write(order);
      orders.flush();
    }
  }

  /// Reads what process 1 says until it says no more: then the container has ended.
  private void watch() {
    try {
      var _ = container.output().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the container's output ended", e);
    }
    if (!closed) {
      LOG.log(Level.ERROR, "the container {0} has ended: {1}", id, directory.lastError());
    }
    pool.abandon();
  }

  private void accept() {
    while (!closed) {
      try {
        SocketChannel channel = greetings.accept();
        Thread.ofVirtual().name(id + "-greeting").start(() -> greet(new Cell(channel)));
      } catch (IOException e) {
        if (!closed) {
          LOG.log(Level.ERROR, "no more cells can greet", e);
        }
        return;
      }
    }
  }

  private void greet(Cell cell) {
    try {
      cell.awaitReady();
      pool.add(cell);
    } catch (IOException | EngineFailure e) {
      if (!closed) {
        LOG.log(Level.WARNING, "a cell could not be made: {0}", e.getMessage());
      }
      cell.close();
      pool.failed();
    }
  }

  @Override
  public void close() {
    closed = true;
    pool.close();
    try {
      greetings.close();
      container.close();
      Container.remove(host, id);
      directory.delete();
    } catch (IOException | EngineFailure e) {
      LOG.log(Level.WARNING, "could not remove all of " + id + "; the next start will", e);
    }
  }
}
