package org.safecodeexecutor.engine.oci;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.Capability;
import org.safecodeexecutor.engine.Engine;
import org.safecodeexecutor.engine.Sandbox;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.engine.container.ContainerHost;

/// One container for each run. See the package for how it works.
public final class OciEngine implements Engine {
  /// All but the peak of processes: threads of the OCI runtime itself are counted while it starts
  /// the container.
  public static final Set<Capability> CAPABILITIES =
      Set.copyOf(EnumSet.complementOf(EnumSet.of(Capability.USAGE_PEAK_PROCESSES)));

  private final ContainerHost host;
  private final Path supervisor;

  private OciEngine(ContainerHost host) {
    this.host = host;
    this.supervisor = host.unpack("supervisor");
  }

  /// Throws [org.safecodeexecutor.api.DependencyUnavailable] when the host lacks something, with
  /// what to do about it.
  public static OciEngine open(SandboxesConfig config) {
    return new OciEngine(ContainerHost.open(config));
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
    return CAPABILITIES;
  }

  @Override
  public Sandbox create(SandboxSpec spec) {
    return new OciSandbox(host, supervisor, spec, UUID.randomUUID().toString());
  }

  @Override
  public void close() {
    host.close();
  }
}
