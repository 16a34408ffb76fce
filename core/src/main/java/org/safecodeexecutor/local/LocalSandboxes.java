package org.safecodeexecutor.local;

import java.util.List;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.SandboxesProvider;

/// Opens the engines of a configuration on this machine, and serves only what the probes have
/// proved.
public final class LocalSandboxes implements SandboxesProvider {
  /// For [java.util.ServiceLoader].
  public LocalSandboxes() {}

  @Override
  public Sandboxes open(SandboxesConfig config) {
    Proof.refuseIfFailed(List.of(HostUsers.check(config.firstHostId())));
    SandboxesConfig chosen = EngineChoice.of(config).announced();
    LocalEngines engines = new LocalEngines(chosen, Proof.open(chosen));
    try {
      if (chosen.gvisor() == SandboxesConfig.Gvisor.REQUIRED) {
        engines.requireGvisor();
      }
      return Proof.sandboxes(chosen, engines);
    } catch (RuntimeException e) {
      engines.close();
      throw e;
    }
  }
}
