package org.safecodeexecutor.engine.cell;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.SandboxesConfig.Interpreter;
import org.safecodeexecutor.engine.Capability;
import org.safecodeexecutor.engine.Engine;
import org.safecodeexecutor.engine.Sandbox;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.engine.container.ContainerHost;
import org.safecodeexecutor.image.RuntimeImage;
import org.safecodeexecutor.isolation.SeccompProfile;

/// Cells that wait for programs. See the package for how it works.
public final class CellEngine implements Engine {
  /// All but an interpreter of its own, where every program's is forked from the same warm one, and
  /// a kernel of its own. Without the peak of processes where the kernel does not count it.
  public static final Set<Capability> CAPABILITIES =
      Set.copyOf(
          EnumSet.complementOf(EnumSet.of(Capability.FRESH_INTERPRETER, Capability.OWN_KERNEL)));

  private static final Logger LOG = System.getLogger(CellEngine.class.getName());
  private static final long RELAX_SECONDS = 2;

  private final ContainerHost host;
  private final Path files;
  private final int mostIdle;
  private final Interpreter interpreter;
  private final Set<Capability> capabilities;
  private final Map<String, CellContainer> containers = new ConcurrentHashMap<>();

  /// The digest of the image of each name that was asked for last.
  private final Map<RuntimeId, String> newest = new ConcurrentHashMap<>();

  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("sce-cells").factory());

  private CellEngine(ContainerHost host, int mostIdle, Interpreter interpreter) {
    this.host = host;
    this.files = unpack(host);
    this.mostIdle = mostIdle;
    this.interpreter = interpreter;
    this.capabilities = capabilitiesOn(host, interpreter);
    var _ =
        clock.scheduleWithFixedDelay(
            this::lookAfter, RELAX_SECONDS, RELAX_SECONDS, TimeUnit.SECONDS);
  }

  /// Throws [DependencyUnavailable] when the host lacks something, with what to do about it.
  public static CellEngine open(SandboxesConfig config) {
    int most = Math.clamp(2L * config.concurrentRuns(), 1, Math.max(1, config.mostWaiting()));
    return new CellEngine(ContainerHost.open(config), most, config.interpreter());
  }

  private static Set<Capability> capabilitiesOn(ContainerHost host, Interpreter interpreter) {
    EnumSet<Capability> capabilities = EnumSet.copyOf(CAPABILITIES);
    if (interpreter == Interpreter.FRESH) {
      capabilities.add(Capability.FRESH_INTERPRETER);
    }
    if (!host.cgroups().countsPeakProcesses(host.instance().cgroupOf("probe"))) {
      capabilities.remove(Capability.USAGE_PEAK_PROCESSES);
    }
    return Set.copyOf(capabilities);
  }

  private static Path unpack(ContainerHost host) {
    Path cells = host.unpack("cells");
    host.unpack("zygote.so");
    host.unpack("gate.so");
    host.unpack("python/prepare.py");
    try {
      Files.write(cells.resolveSibling("filter"), SeccompProfile.load().toLines());
    } catch (IOException e) {
      throw new DependencyUnavailable("cannot write below the data directory", e);
    }
    return cells.resolveSibling("");
  }

  @Override
  public String name() {
    return "cell";
  }

  @Override
  public String runtime() {
    return host.runtime().version();
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public Sandbox create(SandboxSpec spec) {
    return new CellSandbox(() -> container(spec.image()), spec.limits());
  }

  @Override
  public void prepare(RuntimeImage image) {
    var _ = container(image);
  }

  private CellContainer container(RuntimeImage image) {
    newest.put(image.id(), image.digest());
    return containers.compute(image.digest(), (_, known) -> usable(image, known)).use();
  }

  /// Whatever goes wrong once must not keep it from being called again.
  private void lookAfter() {
    try {
      lookAfterAll();
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.log(Level.WARNING, "could not look after the cells", e);
    }
  }

  /// Also closes the containers of images that have been built anew since.
  private void lookAfterAll() {
    containers.values().forEach(CellContainer::lookAfter);
    containers
        .values()
        .removeIf(container -> {
          boolean over = isSuperseded(container.image()) && container.isUnused();
          if (over) {
            container.close();
          }
          return over;
        });
  }

  private boolean isSuperseded(RuntimeImage image) {
    return !image.digest().equals(newest.get(image.id()));
  }

  /// A container that has ended is replaced.
  private CellContainer usable(RuntimeImage image, @Nullable CellContainer known) {
    if (known != null && !known.pool().isAbandoned()) {
      return known;
    }
    if (known != null) {
      known.close();
    }
    return CellContainer.start(
        host, served(image), files, Math.min(leastIdle(), mostIdle), mostIdle);
  }

  private RuntimeImage served(RuntimeImage image) {
    return interpreter == Interpreter.FRESH ? image.withoutPreload() : image;
  }

  /// So that every processor can start a program at once while another cell is being made for it.
  private static int leastIdle() {
    return 2 * Runtime.getRuntime().availableProcessors();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    containers.values().forEach(CellContainer::close);
    host.close();
  }
}
