package org.safecodeexecutor.engine.cell;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.SandboxException;
import org.safecodeexecutor.engine.container.Container;
import org.safecodeexecutor.engine.container.ContainerHost;
import org.safecodeexecutor.engine.container.RunDirectory;
import org.safecodeexecutor.engine.warm.WarmPool;
import org.safecodeexecutor.image.RuntimeImage;

/// The container with the cells of one image. Two threads of its own: one accepts greetings, one
/// reads what process 1 says.
final class CellContainer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(CellContainer.class.getName());

  /// Longer than anybody waits for a cell.
  private static final Duration UNUSED = Duration.ofSeconds(40);

  private final ContainerHost host;
  private final RuntimeImage image;
  private final String id;
  private final RunDirectory directory;
  private final Greetings greetings;
  private final Container container;
  private final WarmPool<Cell> pool;
  private final Deadlines deadlines = new Deadlines();
  private volatile long lastUse = System.nanoTime();
  private volatile boolean closed;

  private CellContainer(
      ContainerHost host,
      RuntimeImage image,
      String id,
      RunDirectory directory,
      Greetings greetings,
      Container container,
      int least,
      int most) {
    this.host = host;
    this.image = image;
    this.id = id;
    this.directory = directory;
    this.greetings = greetings;
    this.container = container;
    this.pool = new WarmPool<>(least, most, () -> tell('c'), this::unstick);
  }

  /// @param files the host's directory with what [CellBundle] mounts
  /// @param least cells to keep ready
  /// @param most cells to keep ready under load
  static CellContainer start(
      ContainerHost host, RuntimeImage image, Path files, int least, int most) {
    String id = "cells-%s-%.12s".formatted(image.id(), image.digest());
    Path path = host.instance().runDirectory(id);
    if (Files.exists(path)) {
      discard(host, id, new RunDirectory(path)); // of an attempt that could not clean up
    }
    RunDirectory directory = RunDirectory.create(path);
    @Nullable Greetings greetings = null;
    try {
      greetings = listen(directory.path());
      CellBundle bundle =
          new CellBundle(
              image,
              host.ids().root(),
              files,
              directory.path().resolve("sockets"),
              host.instance().cgroupOf(id),
              host.cgroups().version());
      directory.configure(bundle.build().toJson());
      Container container = Container.start(host, directory, id, host.ids().root());
      CellContainer cells =
          new CellContainer(host, image, id, directory, greetings, container, least, most);
      host.cgroups().handOver(host.instance().cgroupOf(id), host.ids().root());
      cells.begin();
      return cells;
    } catch (IOException | RuntimeException e) {
      close(greetings);
      discard(host, id, directory);
      throw e instanceof SandboxException known
          ? known
          : new DependencyUnavailable("the container for cells could not be made", e);
    }
  }

  private static void close(@Nullable Greetings greetings) {
    try {
      if (greetings != null) {
        greetings.close();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a socket for cells stays open", e);
    }
  }

  /// Removes what there is of a container. What stays is tried again before the next one is made.
  private static void discard(ContainerHost host, String id, RunDirectory directory) {
    try {
      Container.remove(host, id);
      directory.delete();
    } catch (IOException | SandboxException e) {
      LOG.log(Level.WARNING, "could not remove all of " + id + " yet", e);
    }
  }

  private static Greetings listen(Path directory) throws IOException {
    Path sockets = Files.createDirectory(directory.resolve("sockets"));
    Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path socket = sockets.resolve(CellBundle.SOCKET);
    Greetings greetings = Greetings.at(socket);
    // the container's root connects; other users of the host cannot guess the path, which they may
    // not list
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
    return greetings;
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

  /// Ends cells that should have reported by that time.
  Deadlines deadlines() {
    return deadlines;
  }

  /// Called from time to time.
  void lookAfter() {
    deadlines.enforce();
    pool.relax();
    pool.fill();
  }

  /// Called by whoever is about to run a program here.
  CellContainer use() {
    lastUse = System.nanoTime();
    return this;
  }

  RuntimeImage image() {
    return image;
  }

  /// Nothing runs here, and nobody is about to.
  boolean isUnused() {
    return deadlines.isEmpty() && System.nanoTime() - lastUse > UNUSED.toNanos();
  }

  /// Has the zygote replaced, because it hangs. Programs that wait for it are run again.
  void unstick() {
    LOG.log(Level.WARNING, "the interpreter of {0} hangs, and is replaced by another", id);
    tell('z');
  }

  private void tell(char order) {
    try {
      send(order);
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
    } finally {
      pool.abandon();
    }
    if (!closed) {
      LOG.log(Level.ERROR, "the container {0} has ended: {1}", id, directory.lastError());
    }
  }

  /// However it ends, even for want of memory: a container that nobody listens to is replaced.
  private void accept() {
    try {
      greetings.serve(this::ready, this::failed);
    } catch (IOException e) {
      if (!closed) {
        LOG.log(Level.ERROR, "no more cells can greet", e);
      }
    } finally {
      pool.abandon();
    }
  }

  private void ready(Cell cell) {
    pool.add(cell);
  }

  private void failed(Exception reason) {
    if (!closed) {
      LOG.log(Level.WARNING, "a cell could not be made: {0}", reason.getMessage());
    }
    pool.failed();
  }

  /// May be called again, as long as no other container could be made in place of this one.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    pool.close();
    close(greetings);
    try {
      container.close();
    } catch (IOException | EngineFailure e) {
      LOG.log(Level.WARNING, "the container " + id + " does not end", e);
    }
    discard(host, id, directory);
  }
}
