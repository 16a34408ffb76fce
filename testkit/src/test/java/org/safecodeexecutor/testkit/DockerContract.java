package org.safecodeexecutor.testkit;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.safecodeexecutor.engine.Capability;

/// Docker containers that wait for programs. They and the daemon confine a program; what runs it in
/// them is the supervisor of engine `oci`, which is held to the whole contract.
@ExtendWith(DockerDaemon.class)
abstract class DockerContract extends PartialContract {
  @Override
  protected String name() {
    return "docker";
  }

  @Override
  protected Set<Capability> capabilities() {
    return ofContainers();
  }

  /// Without what an ordinary daemon does not offer to a container; see docs/engines.md.
  static Set<Capability> ofContainers() {
    return EnumSet.complementOf(
        EnumSet.of(
            Capability.OWN_KERNEL,
            Capability.USER_NAMESPACE,
            Capability.NO_CGROUP_FILES,
            Capability.USAGE_PEAK_PROCESSES));
  }
}
