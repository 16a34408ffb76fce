package org.safecodeexecutor.testkit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the program and its supervisor settle between themselves under gVisor's kernel, whoever has
/// started it, or with the daemon, whatever the kernel.
@Tag("rest")
@ExtendWith(DockerDaemon.WithScience.class)
class DockerRunscRestOfContractTest extends DockerRunscContract
    implements OutcomeContract,
        FilesystemContract,
        NetworkContract,
        ProcessContract,
        CrossRunContract,
        FidelityContract,
        ScienceContract,
        StreamingContract {}
