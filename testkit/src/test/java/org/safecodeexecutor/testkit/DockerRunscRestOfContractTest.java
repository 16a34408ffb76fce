package org.safecodeexecutor.testkit;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// What the program and its supervisor settle between themselves under gVisor's kernel, whoever has
/// started it, or with the daemon, whatever the kernel.
@EnabledIfSystemProperty(named = "contract", matches = "all")
class DockerRunscRestOfContractTest extends DockerRunscContract
    implements OutcomeContract,
        FilesystemContract,
        NetworkContract,
        ProcessContract,
        CrossRunContract,
        FidelityContract,
        ScienceContract,
        StreamingContract {}
