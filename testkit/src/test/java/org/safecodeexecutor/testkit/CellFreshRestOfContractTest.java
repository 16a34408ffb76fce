package org.safecodeexecutor.testkit;

import org.junit.jupiter.api.Tag;

/// What the cell does, whatever is started in it.
@Tag("rest")
class CellFreshRestOfContractTest extends CellFreshContract
    implements LimitsContract, FilesystemContract, NetworkContract, IsolationContract {}
