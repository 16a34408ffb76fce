package org.safecodeexecutor.testkit;

/// What gVisor's kernel does for a program, or could spoil: all that confines it, limits, streams,
/// what is left, and what passes from one run to the next.
class OciRunscContractTest extends OciRunscContract
    implements SomeOutcomes,
        LimitsContract,
        FilesystemContract,
        NetworkContract,
        IsolationContract,
        ProcessContract,
        CrossRunContract,
        StreamingContract,
        CapabilityContract,
        CleanupContract {}
