package org.safecodeexecutor.testkit;

/// What depends on the way in which a program is started in a cell: how it begins, runs and ends,
/// what is of an earlier run, and what the supervisor is to it.
class CellFreshContractTest extends CellFreshContract
    implements OutcomeContract,
        ProcessContract,
        CrossRunContract,
        FidelityContract,
        ScienceContract,
        StreamingContract,
        CapabilityContract,
        CleanupContract {}
