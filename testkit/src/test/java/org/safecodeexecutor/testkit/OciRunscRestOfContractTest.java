package org.safecodeexecutor.testkit;

import org.junit.jupiter.api.Tag;

/// What an interpreter does of itself, for which gVisor's kernel is one more Linux.
@Tag("rest")
class OciRunscRestOfContractTest extends OciRunscContract
    implements OutcomeContract, FidelityContract, ScienceContract {}
