package org.safecodeexecutor.engine.docker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.SandboxException;
import org.safecodeexecutor.engine.warm.WarmPool;
import org.safecodeexecutor.image.RuntimeImage;

/// The containers of one image that wait for programs, with the default limits.
///
/// One thread makes them, one after the other, so that the daemon is left to those who have to wait
/// for a container of their own.
final class WaitingContainers implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WaitingContainers.class.getName());

  private static final ContainerPlan DEFAULTS =
      new ContainerPlan(Limits.DEFAULT, new Identity(1, 1), Optional.empty(), true);
  private static final long LONGEST_MAKING_SECONDS = 60;

  private final Containers containers;
  private final RuntimeImage image;
  private final WarmPool<AttachedContainer> pool;
  private final ExecutorService maker;
  private volatile boolean closed;

  WaitingContainers(Containers containers, RuntimeImage image, int least, int most) {
    this.containers = containers;
    this.image = image;
    this.maker =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("containers-" + image.id()).factory());
    this.pool = new WarmPool<>(least, most, this::order);
    pool.fill();
  }

  /// One that can serve these limits, made ahead; empty when there is none.
  Optional<AttachedContainer> take(Limits limits) {
    if (!DEFAULTS.canServe(limits)) {
      return Optional.empty();
    }
    return pool.poll();
  }

  /// One of them was found dead: the daemon was restarted, and so are the others.
  void distrust() {
    pool.discard();
  }

  /// Has others made for those that were taken.
  void refill() {
    pool.fill();
  }

  void relax() {
    pool.relax();
  }

  private void order() {
    try {
      maker.execute(this::make);
    } catch (RejectedExecutionException closed) {
      pool.failed();
    }
  }

  private void make() {
    if (closed) {
      return;
    }
    try {
      pool.add(containers.make(image, Limits.DEFAULT));
    } catch (SandboxException e) {
      LOG.log(Level.WARNING, "no container could be made ahead: {0}", e.getMessage());
      pool.failed();
    } catch (RuntimeException | Error e) {
      pool.failed();
      throw e;
    }
  }

  @Override
  public void close() {
    closed = true;
    pool.close();
    maker.shutdown();
    try {
      // so that none is made after the last sweep
      var _ = maker.awaitTermination(LONGEST_MAKING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
