package org.safecodeexecutor.testkit;

import java.util.EnumSet;
import java.util.Set;
import org.safecodeexecutor.engine.Capability;

/// The contract, held by cells: all of it but an interpreter that no other run has been forked
/// from, and what the kernel does not count.
class CellEngineContractTest extends EngineContract {
  @Override
  protected String name() {
    return "cell";
  }

  @Override
  protected Set<Capability> capabilities() {
    return ofCells();
  }

  /// As the default is, in which programs are forked.
  static Set<Capability> ofCells() {
    Set<Capability> missing = EnumSet.of(Capability.FRESH_INTERPRETER, Capability.OWN_KERNEL);
    if (!TestHost.countsPeakProcesses()) {
      missing.add(Capability.USAGE_PEAK_PROCESSES);
    }
    return EnumSet.complementOf(EnumSet.copyOf(missing));
  }
}
