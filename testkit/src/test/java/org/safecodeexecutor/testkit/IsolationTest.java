package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.InvalidSubmission;
import org.safecodeexecutor.api.Isolation;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig.Gvisor;
import org.safecodeexecutor.api.Submission;

/// Several walls in one process: who asks for a stronger one gets it or a refusal.
class IsolationTest {
  private static final Submission KERNEL =
      Submission.python("import os\nprint(os.uname().release)");

  @Test
  void programThatAsksForGvisorRunsUnderAnotherKernel() {
    try (Sandboxes sandboxes = TestHost.open(TestHost.config())) {
      Execution standard = sandboxes.execute(KERNEL);
      Execution strong = sandboxes.execute(KERNEL.withIsolation(Isolation.GVISOR));
      assertThat(standard.enforcement().engine()).isEqualTo("cell");
      assertThat(strong.enforcement().engine()).isEqualTo("oci");
      assertThat(strong.enforcement().runtime()).startsWith("runsc");
      assertThat(strong.stdout().text()).isNotEqualTo(standard.stdout().text());
    }
  }

  @Test
  void whereGvisorIsSwitchedOffItIsRefusedAndNothingStandsInForIt() {
    try (Sandboxes sandboxes = TestHost.open(TestHost.config().withGvisor(Gvisor.OFF))) {
      assertThatThrownBy(() -> sandboxes.execute(KERNEL.withIsolation(Isolation.GVISOR)))
          .isInstanceOf(InvalidSubmission.class)
          .hasMessageContaining("switched off");
      assertThat(sandboxes.execute(KERNEL).outcome().isSuccess()).isTrue();
    }
  }

  @Test
  void engineWithAKernelOfItsOwnServesBoth() {
    var config = TestHost.config().withEngine("oci").withOciRuntime("runsc");
    try (Sandboxes sandboxes = TestHost.open(config)) {
      Execution strong = sandboxes.execute(KERNEL.withIsolation(Isolation.GVISOR));
      assertThat(strong.enforcement().runtime()).startsWith("runsc");
      assertThat(sandboxes.execute(KERNEL).stdout()).isEqualTo(strong.stdout());
    }
  }
}
