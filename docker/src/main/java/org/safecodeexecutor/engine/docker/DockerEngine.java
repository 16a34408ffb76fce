package org.safecodeexecutor.engine.docker;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.Capability;
import org.safecodeexecutor.engine.Engine;
import org.safecodeexecutor.engine.Remark;
import org.safecodeexecutor.engine.Sandbox;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.engine.docker.Daemon.Facts;
import org.safecodeexecutor.image.ImageSource;
import org.safecodeexecutor.image.RuntimeImage;

/// Docker containers that wait for programs. See the package for how it works.
public final class DockerEngine implements Engine {
  static final String NAME = "docker";

  /// Everywhere; a daemon that maps users adds [Capability#USER_NAMESPACE].
  public static final Set<Capability> CAPABILITIES =
      Set.copyOf(
          EnumSet.complementOf(
              EnumSet.of(
                  Capability.OWN_KERNEL,
                  Capability.USER_NAMESPACE,
                  Capability.NO_CGROUP_FILES,
                  Capability.USAGE_PEAK_PROCESSES)));

  /// With gVisor's runsc: see [org.safecodeexecutor.engine.container.Gvisor]. Its kernel does not
  /// see what the host counts, and the daemon takes a second to tell.
  public static final Set<Capability> GVISOR_CAPABILITIES =
      Set.copyOf(
          EnumSet.complementOf(
              EnumSet.of(
                  Capability.USAGE_PEAK_PROCESSES,
                  Capability.USAGE_PEAK_MEMORY,
                  Capability.USAGE_CPU_TIME,
                  Capability.OWN_USER,
                  Capability.NAMESPACES,
                  Capability.USER_NAMESPACE,
                  Capability.NETWORK_REPORT,
                  Capability.LIMIT_SCRATCH_FILES)));

  private static final long RETRY_SECONDS = 2;

  private final Daemon daemon;
  private final Facts facts;
  private final DockerRuntime runtime;
  private final SocketLimit sockets;
  private final Leftovers leftovers;
  private final Containers containers;
  private final RunnerImages images;
  private final WaitingContainers waiting;
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("sce-docker").factory());

  private DockerEngine(SandboxesConfig config, Daemon daemon, Facts facts, Leftovers leftovers) {
    this.daemon = daemon;
    this.facts = facts;
    this.leftovers = leftovers;
    this.images = new RunnerImages(daemon);
    this.runtime = DockerRuntime.of(config, facts);
    this.sockets = SocketLimit.of(facts, runtime);
    Identity.Range identities = new Identity.Range(facts, config.firstHostId());
    this.containers = new Containers(daemon, identities, runtime, leftovers, sockets);
    int most = Math.min(16, Math.min(config.concurrentRuns(), config.mostWaiting()));
    // making one takes long beside a run: one for each processor, and one that is being made
    int least = Math.min(most, Runtime.getRuntime().availableProcessors() + 1);
    this.waiting = new WaitingContainers(containers, least, most);
    var _ =
        clock.scheduleWithFixedDelay(
            leftovers::retry, RETRY_SECONDS, RETRY_SECONDS, TimeUnit.SECONDS);
  }

  /// Throws [org.safecodeexecutor.api.DependencyUnavailable] when the daemon is absent or too weak,
  /// with what to do about it.
  public static DockerEngine open(SandboxesConfig config) {
    Daemon daemon = Daemon.find();
    try {
      Facts facts = daemon.facts();
      Requirements.check(facts);
      Leftovers leftovers = Leftovers.open(daemon, config.dataDirectory());
      leftovers.sweep();
      return new DockerEngine(config, daemon, facts, leftovers);
    } catch (RuntimeException e) {
      daemon.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String runtime() {
    return "docker " + facts.version() + runtime.name().map(name -> ", " + name).orElse("");
  }

  @Override
  public List<Remark> remarks() {
    return Remarks.of(daemon.address(), facts, sockets);
  }

  @Override
  public Set<Capability> capabilities() {
    if (runtime.isGvisor()) {
      return GVISOR_CAPABILITIES;
    }
    Set<Capability> capabilities = EnumSet.copyOf(CAPABILITIES);
    if (facts.mapsUsers()) {
      capabilities.add(Capability.USER_NAMESPACE);
    }
    return capabilities;
  }

  @Override
  public Optional<ImageSource> images() {
    return Optional.of(images);
  }

  @Override
  public Sandbox create(SandboxSpec spec) {
    return new DockerSandbox(containers, waiting, spec);
  }

  @Override
  public void prepare(RuntimeImage image) {
    waiting.refill(image);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    waiting.close();
    leftovers.close();
    daemon.close();
  }
}
