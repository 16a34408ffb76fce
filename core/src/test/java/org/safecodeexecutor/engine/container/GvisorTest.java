package org.safecodeexecutor.engine.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Limits;

class GvisorTest {
  @Test
  void platformIsTheNewestThatTheReleaseKnowsButNeverHardware() {
    assertThat(Gvisor.platform("which platform to use: ptrace (default), kvm."))
        .isEqualTo("ptrace");
    assertThat(Gvisor.platform("which platform to use: systrap (default), ptrace, kvm."))
        .isEqualTo("systrap");
    assertThat(Gvisor.platform("")).isEqualTo("ptrace");
  }

  @Test
  void groupOnTheHostHasRoomForTheKernelToo() {
    Limits onHost = Gvisor.onHost(Limits.DEFAULT);
    assertThat(onHost.memory()).isEqualTo(DataSize.ofMebibytes(128 + 16));
    assertThat(onHost.processes()).isGreaterThan(1000).isLessThan(32_768);
    assertThat(onHost.cpuShare()).isEqualTo(Limits.DEFAULT.cpuShare());
  }

  @Test
  void mostProcessesStillGiveALimitOnTheHost() {
    assertThat(Gvisor.onHost(Limits.DEFAULT.withProcesses(32_768)).processes()).isEqualTo(32_000);
  }

  @Test
  void filterLetsNamedPipesBeMadeAndNoDevices() {
    assertThat(Gvisor.systemCalls().toLines())
        .contains(
            "allow mknod 1 SCMP_CMP_MASKED_EQ 61440 4096",
            "allow mknodat 2 SCMP_CMP_MASKED_EQ 61440 4096")
        .doesNotContain("allow mknod", "allow mknodat");
  }
}
