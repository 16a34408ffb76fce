package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.safecodeexecutor.testkit.ExecutionAssert.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.SandboxException;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.engine.docker.RunnerImageBuilder;

/// What happens when the daemon fails: the request ends with a clear error, nothing is left, and
/// the service goes on by itself when the daemon does.
class DockerFaultsTest {
  private static final Duration RECOVERY = Duration.ofSeconds(30);

  /// Needs a container of its own, since none that waits has a scratch directory.
  private static final Submission COLD =
      Submission.python("print('cold')")
          .withLimits(Limits.DEFAULT.withDisk(DataSize.ofMebibytes(1)));

  private static DockerDaemon daemon;
  private Sandboxes sandboxes;

  @BeforeAll
  static void startDaemon() {
    daemon = DockerDaemon.onSmallDisk();
  }

  @AfterAll
  static void stopDaemon() {
    if (daemon != null) {
      daemon.close();
    }
  }

  @BeforeEach
  void open() {
    sandboxes = TestHost.open(TestHost.config().withEngine("docker").withRuns(4, 4));
  }

  @AfterEach
  void nothingIsLeft() {
    if (sandboxes != null) {
      sandboxes.close();
    }
    await()
        .atMost(RECOVERY)
        .untilAsserted(() ->
            assertThat(daemon.docker("ps", "-a", "--format", "{{.Names}}: {{.Status}}").lines())
                .allMatch(DockerFaultsTest::isBeingRemoved));
  }

  /// The entry of a container that the daemon was removing when it was killed. Docker 20.10 may
  /// list it for ever, and tells whoever wants to remove it that it is being removed.
  private static boolean isBeingRemoved(String container) {
    return container.endsWith(": Dead");
  }

  private Execution run(String code) {
    return sandboxes.execute(Submission.python(code));
  }

  private void awaitService() {
    await()
        .atMost(RECOVERY)
        .ignoreExceptionsInstanceOf(SandboxException.class)
        .untilAsserted(() -> assertThat(run("print('back')")).printed("back\n"));
    assertThat(sandboxes.execute(COLD)).printed("cold\n");
  }

  @Test
  void runsOfADaemonThatIsKilledFailAndServiceReturnsWithIt() throws Exception {
    try (var running = BackgroundRun.start(sandboxes, StreamingContract.ENDLESS)) {
      running.awaitOutput("ready");
      daemon.kill();
      assertThatThrownBy(running::result).isInstanceOf(SandboxException.class);
    }
    assertThatThrownBy(() -> sandboxes.execute(COLD))
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessageContaining("does not answer");
    assertThatThrownBy(() -> Sandboxes.open(TestHost.config().withEngine("docker")))
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessageContaining("is it running");
    daemon.restart();
    awaitService();
  }

  @Test
  void missingImageIsNamedAndUsedAgainWhenItIsBack() {
    try (RunnerImageBuilder images = new RunnerImageBuilder()) {
      assertThat(images.remove(RuntimeId.PYTHON)).isTrue();
    }
    assertThatThrownBy(() -> Sandboxes.open(TestHost.config().withEngine("docker")))
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessageContaining("sce image build --engine docker");
    await()
        .atMost(RECOVERY)
        .untilAsserted(
            () -> assertThatThrownBy(() -> run("pass")).isInstanceOf(SandboxException.class));
    daemon.buildImage();
    awaitService();
  }

  /// The one in use: the container that has waited longest is taken first.
  private static String longestRunning() {
    return daemon.docker("ps", "-q").lines().toList().getLast();
  }

  private static List<String> pausedContainers() {
    return daemon.docker("ps", "-q", "--filter", "status=paused").lines().toList();
  }

  @Test
  void pausedContainerIsGivenUp() {
    Submission stuck =
        StreamingContract.ENDLESS.withLimits(Limits.DEFAULT.withWallTime(Duration.ofSeconds(2)));
    try (var running = BackgroundRun.start(sandboxes, stuck)) {
      running.awaitOutput("ready");
      daemon.docker("pause", longestRunning());
      assertThatThrownBy(running::result)
          .isInstanceOf(SandboxException.class)
          .hasMessageContaining("did not report in time");
    }
    // One that the engine removes between the two commands is no longer there to be woken.
    await()
        .atMost(RECOVERY)
        .ignoreExceptionsInstanceOf(IllegalStateException.class)
        .until(() -> {
          List<String> paused = pausedContainers();
          paused.forEach(id -> daemon.docker("unpause", id));
          return paused.isEmpty();
        });
    awaitService();
  }

  @Test
  void fullDiskIsNamedAndServiceReturnsWhenThereIsRoom() throws IOException {
    daemon.fillDisk();
    try {
      assertThatThrownBy(() -> sandboxes.execute(COLD))
          .isInstanceOf(DependencyUnavailable.class)
          .hasMessageContaining("disk of the Docker daemon is full");
    } finally {
      daemon.emptyDisk();
    }
    awaitService();
  }
}
