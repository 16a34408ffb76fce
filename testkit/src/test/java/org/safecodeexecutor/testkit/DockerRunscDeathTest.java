package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.safecodeexecutor.testkit.ExecutionAssert.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.Submission;

/// How the death of gVisor's kernel under Docker is told, which takes process 1 along: as memory
/// where it was that, and else as our failure.
@ExtendWith(DockerDaemon.class)
@TestMethodOrder(MethodOrderer.MethodName.class) // the last one kills sandboxes that wait, too
class DockerRunscDeathTest {
  private static final Submission HOG =
      Submission.python("print('started', flush=True)\nhog = b'x' * (1 << 30)");

  private static Sandboxes sandboxes;

  @BeforeAll
  static void open() {
    sandboxes =
        TestHost.open(
            TestHost.config().withEngine("docker").withOciRuntime("runsc").withRuns(2, 2));
  }

  @AfterAll
  static void close() {
    if (sandboxes != null) {
      sandboxes.close();
    }
  }

  @Test
  void sigkillOfSomebodyElseIsNoDeathForMemory() {
    try (var running = BackgroundRun.start(sandboxes, StreamingContract.ENDLESS)) {
      running.awaitOutput("ready");
      kernels().forEach(ProcessHandle::destroyForcibly);
      assertThatThrownBy(running::result)
          .isInstanceOf(EngineFailure.class)
          .hasMessageContaining("ended without a report");
    }
  }

  @RepeatedTest(2)
  void programThatTakesAllMemoryIsSaidToHaveDoneSo() {
    assertThat(sandboxes.execute(HOG)).exceeded(Limit.MEMORY);
  }

  /// Of all sandboxes of the tests' daemon: which is whose is not to be seen from here.
  private static List<ProcessHandle> kernels() {
    return HostState.processesIn(DockerDaemon.controlGroup()).stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .toList();
  }
}
