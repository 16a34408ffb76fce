package org.safecodeexecutor.engine.oci;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.Capability;
import org.safecodeexecutor.engine.Engine;
import org.safecodeexecutor.engine.Sandbox;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.engine.container.ContainerHost;
import org.safecodeexecutor.image.RuntimeImage;

/// One container for each run. See the package for how it works.
public final class OciEngine implements Engine {
  /// With runc: all but the peak of processes, since threads of the runtime itself are counted
  /// while it starts the container, and a kernel of its own.
  public static final Set<Capability> CAPABILITIES =
      Set.copyOf(
          EnumSet.complementOf(EnumSet.of(Capability.USAGE_PEAK_PROCESSES, Capability.OWN_KERNEL)));

  /// With gVisor's runsc: a program is no process of the host, so the host has neither a user nor
  /// namespaces for it; gVisor's network counts no packets without a route, and its tmpfs no
  /// inodes.
  public static final Set<Capability> GVISOR_CAPABILITIES =
      Set.copyOf(
          EnumSet.complementOf(
              EnumSet.of(
                  Capability.USAGE_PEAK_PROCESSES,
                  Capability.OWN_USER,
                  Capability.NAMESPACES,
                  Capability.USER_NAMESPACE,
                  Capability.NETWORK_REPORT,
                  Capability.LIMIT_SCRATCH_FILES)));

  private final ContainerHost host;
  private final TrustedFiles files;
  private final WarmContainers waiting;

  private OciEngine(ContainerHost host, int mostWaiting) {
    this.host = host;
    this.files = TrustedFiles.unpack(host);
    // one that waits takes 40 MiB with a kernel of its own, and some 10 without
    boolean gvisor = host.runtime().isGvisor();
    int most = gvisor ? Math.min(8, mostWaiting) : mostWaiting;
    int processors = Runtime.getRuntime().availableProcessors();
    int least = Math.min(most, gvisor ? processors : 2 * processors);
    this.waiting = new WarmContainers(host, files, least, most);
  }

  /// Throws [org.safecodeexecutor.api.DependencyUnavailable] when the host lacks something, with
  /// what to do about it.
  public static OciEngine open(SandboxesConfig config) {
    int most = Math.min(2 * config.concurrentRuns(), config.mostWaiting());
    return new OciEngine(ContainerHost.open(config), most);
  }

  @Override
  public String name() {
    return "oci";
  }

  @Override
  public String runtime() {
    return host.runtime().version();
  }

  @Override
  public Set<Capability> capabilities() {
    return host.runtime().isGvisor() ? GVISOR_CAPABILITIES : CAPABILITIES;
  }

  @Override
  public Sandbox create(SandboxSpec spec) {
    String id = UUID.randomUUID().toString();
    return new OciSandbox(
        waiting, () -> OciContainer.start(host, files, spec, List.of(), id), spec, id);
  }

  @Override
  public void prepare(RuntimeImage image) {
    waiting.refill(image);
  }

  @Override
  public void close() {
    waiting.close();
    host.close();
  }
}
