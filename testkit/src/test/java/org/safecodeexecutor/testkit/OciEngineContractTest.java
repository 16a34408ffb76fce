package org.safecodeexecutor.testkit;

/// The contract, held by one OCI container for each run.
class OciEngineContractTest extends EngineContract {
  @Override
  protected String name() {
    return "oci";
  }
}
