package org.safecodeexecutor.testkit;

/// Programs in a worker that was forked from a warm interpreter.
class CellFidelityTest extends FidelitySuite {
  @Override
  protected String name() {
    return "cell";
  }
}
