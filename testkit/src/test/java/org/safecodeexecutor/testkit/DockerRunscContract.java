package org.safecodeexecutor.testkit;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.Capability;

/// Docker containers with gVisor's runsc. Both halves of that are held to the contract apart from
/// each other: containers of Docker with runc, and gVisor without Docker.
@ExtendWith(DockerDaemon.class)
abstract class DockerRunscContract extends PartialContract {
  @Override
  protected String name() {
    return "docker";
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
            Capability.USAGE_PEAK_MEMORY,
            Capability.USAGE_CPU_TIME,
            Capability.OWN_USER,
            Capability.NAMESPACES,
            Capability.USER_NAMESPACE,
            Capability.NETWORK_REPORT,
            Capability.LIMIT_SCRATCH_FILES));
  }
}
