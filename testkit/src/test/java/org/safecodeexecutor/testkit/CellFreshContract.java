package org.safecodeexecutor.testkit;

import java.util.Set;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.SandboxesConfig.Interpreter;
import org.safecodeexecutor.engine.Capability;

/// Cells in which every program has an interpreter of its own: the same cells as those of programs
/// that are forked, which are held to the whole contract, with another way to start a program.
abstract class CellFreshContract extends PartialContract {
  @Override
  protected String name() {
    return "cell";
  }

  @Override
  protected SandboxesConfig configure(SandboxesConfig config) {
    return config.withInterpreter(Interpreter.FRESH);
  }

  @Override
  protected Set<Capability> capabilities() {
    Set<Capability> capabilities = CellEngineContractTest.ofCells();
    capabilities.add(Capability.FRESH_INTERPRETER);
    return capabilities;
  }
}
