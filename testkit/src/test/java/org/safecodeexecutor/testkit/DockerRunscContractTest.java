package org.safecodeexecutor.testkit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What depends on both the daemon and gVisor's kernel: limits, some of which the one keeps and
/// some the other, and who tells of a death for memory; the powers that process 1 gets there for
/// gVisor's kernel alone; what is declared; and processes of gVisor that the daemon has to remove.
class DockerRunscContractTest extends DockerRunscContract
    implements SomeOutcomes,
        LimitsContract,
        IsolationContract,
        CapabilityContract,
        CleanupContract {
  /// As many as it takes elsewhere to see a small leak, which takes most of a minute here.
  @Override
  @Test
  @Tag("rest")
  public void manyRunsLeaveNothing() {
    assertManyRunsLeaveNothing();
  }
}
