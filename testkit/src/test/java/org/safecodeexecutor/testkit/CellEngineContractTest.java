package org.safecodeexecutor.testkit;

import java.util.EnumSet;
import java.util.Set;
import org.safecodeexecutor.engine.Capability;

/// The contract, held by cells: all of it but an interpreter that no other run has been forked
/// from.
class CellEngineContractTest extends EngineContract {
  @Override
  protected String name() {
    return "cell";
  }

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.FRESH_INTERPRETER));
  }
}
