package org.safecodeexecutor.testkit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the image's interpreter and the supervisor settle between themselves, whoever has started
/// the container.
@Tag("rest")
@ExtendWith(DockerDaemon.WithScience.class)
class DockerRestOfContractTest extends DockerContract
    implements OutcomeContract, FidelityContract, ScienceContract {}
