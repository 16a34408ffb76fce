package org.safecodeexecutor.testkit;

import java.util.EnumSet;
import java.util.Set;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.Capability;

/// One container of gVisor's runsc for each run: a kernel of its own, and without what only a
/// process of the host can have.
abstract class OciRunscContract extends PartialContract {
  @Override
  protected String name() {
    return "oci";
  }

  @Override
  protected SandboxesConfig configure(SandboxesConfig config) {
    return config.withOciRuntime("runsc");
  }

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(
        EnumSet.of(
            Capability.USAGE_PEAK_PROCESSES,
            Capability.OWN_USER,
            Capability.NAMESPACES,
            Capability.USER_NAMESPACE,
            Capability.NETWORK_REPORT,
            Capability.LIMIT_SCRATCH_FILES));
  }
}
