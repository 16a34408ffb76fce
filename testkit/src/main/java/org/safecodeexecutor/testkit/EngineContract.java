package org.safecodeexecutor.testkit;

/// All that an engine must pass. To test one, subclass this and name it:
///
/// ```java
/// class OciEngineContractTest extends EngineContract {
///   @Override
///   protected String name() {
///     return "oci";
///   }
/// }
/// ```
public abstract class EngineContract extends PartialContract
    implements OutcomeContract,
        LimitsContract,
        FilesystemContract,
        NetworkContract,
        IsolationContract,
        ProcessContract,
        CrossRunContract,
        FidelityContract,
        ScienceContract,
        StreamingContract,
        CapabilityContract,
        CleanupContract {
  /// For subclasses.
  protected EngineContract() {}
}
