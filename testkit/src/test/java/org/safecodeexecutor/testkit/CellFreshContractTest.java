package org.safecodeexecutor.testkit;

import java.util.Set;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.SandboxesConfig.Interpreter;
import org.safecodeexecutor.engine.Capability;

/// The contract, held by cells in which every program has an interpreter of its own.
class CellFreshContractTest extends CellEngineContractTest {
  @Override
  protected SandboxesConfig configure(SandboxesConfig config) {
    return config.withInterpreter(Interpreter.FRESH);
  }

  @Override
  protected Set<Capability> capabilities() {
    Set<Capability> capabilities = super.capabilities();
    capabilities.add(Capability.FRESH_INTERPRETER);
    return capabilities;
  }
}
