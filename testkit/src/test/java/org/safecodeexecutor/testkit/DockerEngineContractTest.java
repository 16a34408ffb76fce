package org.safecodeexecutor.testkit;

/// What the daemon does for a program, or could spoil: all that confines it, limits, streams, what
/// is left, and what passes from one run to the next.
class DockerEngineContractTest extends DockerContract
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
