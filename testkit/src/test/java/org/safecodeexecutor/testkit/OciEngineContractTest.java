package org.safecodeexecutor.testkit;

import java.util.EnumSet;
import java.util.Set;
import org.safecodeexecutor.engine.Capability;

/// The contract, held by one container of runc for each run.
class OciEngineContractTest extends EngineContract {
  @Override
  protected String name() {
    return "oci";
  }

  /// Without the peak of processes: the kernel would count the supervisor in.
  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.USAGE_PEAK_PROCESSES, Capability.OWN_KERNEL));
  }
}
