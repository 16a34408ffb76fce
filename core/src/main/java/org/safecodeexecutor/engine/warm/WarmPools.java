package org.safecodeexecutor.engine.warm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.safecodeexecutor.image.RuntimeImage;

/// A [WarmPool] for each image, and the threads that fill them. Half of the processors at most make
/// sandboxes, so that this does not starve the runs. Safe for any thread.
///
/// @param <T> a sandbox that is ready
public final class WarmPools<T extends WarmPool.Waiting> implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WarmPools.class.getName());
  private static final long RELAX_SECONDS = 2;

  private final int least;
  private final int most;
  private final Function<RuntimeImage, T> make;
  private final Map<String, WarmPool<T>> pools = new ConcurrentHashMap<>();
  private final ExecutorService makers =
      Executors.newFixedThreadPool(
          Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
          Thread.ofPlatform().daemon().name("sce-containers-", 0).factory());
  private final ScheduledExecutorService clock =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("sce-pools").factory());
  private volatile boolean failing;
  private volatile boolean closed;

  /// @param least sandboxes to keep ready for each image
  /// @param most sandboxes to keep ready under load
  /// @param make starts a sandbox, and returns or throws when it is known whether it is ready
  public WarmPools(int least, int most, Function<RuntimeImage, T> make) {
    this.least = least;
    this.most = most;
    this.make = make;
    var _ =
        clock.scheduleWithFixedDelay(this::adapt, RELAX_SECONDS, RELAX_SECONDS, TimeUnit.SECONDS);
  }

  /// One that waits, if there is any.
  public Optional<T> poll(RuntimeImage image) {
    return pool(image).poll();
  }

  /// Orders what is missing: called when a program has ended and left its processor.
  public void fill(RuntimeImage image) {
    pool(image).fill();
  }

  /// One of an image's sandboxes was found dead, so the others are not trusted either.
  public void discard(RuntimeImage image) {
    pool(image).discard();
  }

  private void adapt() {
    for (WarmPool<T> pool : pools.values()) {
      pool.relax();
      pool.fill();
    }
  }

  private WarmPool<T> pool(RuntimeImage image) {
    return pools.computeIfAbsent(image.digest(), _ -> new PoolOf(image).pool);
  }

  /// The pool of one image, with what fills it.
  private final class PoolOf {
    private final RuntimeImage image;
    private final WarmPool<T> pool = new WarmPool<>(least, most, this::order);

    private PoolOf(RuntimeImage image) {
      this.image = image;
    }

    private void order() {
      makers.execute(this::add);
    }

    private void add() {
      if (closed) {
        return;
      }
      try {
        pool.add(make.apply(image));
        failing = false;
      } catch (RuntimeException e) {
        pool.failed();
        tell(e);
      }
    }
  }

  /// Once, and not again until it goes well: whatever is missing is missed by each attempt.
  private void tell(RuntimeException e) {
    LOG.log(
        failing ? Level.DEBUG : Level.WARNING,
        "a sandbox could not be made ahead: {0}",
        e.getMessage());
    failing = true;
  }

  /// Ends every sandbox that waits, and those on their way when they come.
  @Override
  public void close() {
    closed = true;
    clock.shutdownNow();
    pools.values().forEach(WarmPool::close);
    makers.close(); // waits for what is being made
  }
}
