package org.safecodeexecutor.engine.oci;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.SandboxException;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.engine.container.ContainerHost;
import org.safecodeexecutor.engine.warm.WarmPool;
import org.safecodeexecutor.image.RuntimeImage;
import org.safecodeexecutor.isolation.Tmpfs;

/// Containers that were started ahead and wait for programs, a pool for each image. Half of the
/// processors at most make new ones, so that this does not starve the runs. Safe for any thread.
final class WarmContainers implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WarmContainers.class.getName());
  private static final int MOST_OPEN_FILES = 4096;
  private static final long RELAX_SECONDS = 2;

  /// A container that waits is made for the default limits, but for one that a supervisor can only
  /// lower.
  private static final Limits LIMITS = Limits.DEFAULT.withOpenFiles(MOST_OPEN_FILES);

  private final ContainerHost host;
  private final TrustedFiles files;
  private final int least;
  private final int most;
  private final Map<String, WarmPool<OciContainer>> pools = new ConcurrentHashMap<>();
  private final ExecutorService makers =
      Executors.newFixedThreadPool(
          Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
          Thread.ofPlatform().daemon().name("sce-containers-", 0).factory());
  private final ScheduledExecutorService clock =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("sce-pools").factory());

  /// @param least containers to keep ready for each image
  /// @param most containers to keep ready under load
  WarmContainers(ContainerHost host, TrustedFiles files, int least, int most) {
    this.host = host;
    this.files = files;
    this.least = least;
    this.most = most;
    var _ =
        clock.scheduleWithFixedDelay(
            () -> pools.values().forEach(WarmContainers::adapt),
            RELAX_SECONDS,
            RELAX_SECONDS,
            TimeUnit.SECONDS);
  }

  /// A container that waits and now holds its program to these limits; empty where none waits, or
  /// where the limits differ in what cannot be changed any more.
  Optional<OciContainer> take(SandboxSpec spec) {
    if (!Tmpfs.of(spec.limits()).equals(Tmpfs.of(LIMITS))
        || spec.limits().openFiles() > MOST_OPEN_FILES) {
      return Optional.empty();
    }
    return pool(spec.image()).poll().filter(container -> limit(container, spec.limits()));
  }

  private static boolean limit(OciContainer container, Limits limits) {
    try {
      container.limit(limits);
      return true;
    } catch (SandboxException e) {
      LOG.log(Level.WARNING, "a container that waited is given up: {0}", e.getMessage());
      container.close();
      return false;
    }
  }

  private static void adapt(WarmPool<OciContainer> pool) {
    pool.relax();
    pool.fill();
  }

  /// Orders what is missing: called when a program has ended and left its processor.
  void refill(RuntimeImage image) {
    pool(image).fill();
  }

  private WarmPool<OciContainer> pool(RuntimeImage image) {
    return pools.computeIfAbsent(image.digest(), _ -> new PoolOf(image).pool);
  }

  /// The pool of one image, with what fills it.
  private final class PoolOf {
    private final RuntimeImage image;
    private final WarmPool<OciContainer> pool = new WarmPool<>(least, most, this::order);

    private PoolOf(RuntimeImage image) {
      this.image = image;
    }

    private void order() {
      makers.execute(this::make);
    }

    private void make() {
      try {
        pool.add(started());
      } catch (IOException | RuntimeException e) {
        LOG.log(Level.WARNING, "a container could not be made ahead: {0}", e.getMessage());
        pool.failed();
      }
    }

    /// What most programs of a language with a warm interpreter are: one script, no arguments.
    private List<String> likely() {
      return image.preload().isEmpty() ? List.of() : image.commandFor(Submission.SCRIPT, List.of());
    }

    private OciContainer started() throws IOException {
      String id = UUID.randomUUID().toString();
      SandboxSpec spec = new SandboxSpec(image, LIMITS);
      OciContainer container = OciContainer.start(host, files, spec, likely(), id);
      try {
        container.awaitReady();
        return container;
      } catch (IOException | RuntimeException e) {
        container.close();
        throw e;
      }
    }
  }

  /// Ends every container that waits, and those on their way when they come.
  @Override
  public void close() {
    clock.shutdownNow();
    pools.values().forEach(WarmPool::close);
    makers.close(); // waits for what is being made
  }
}
