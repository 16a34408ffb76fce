package org.safecodeexecutor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.testkit.HostState;

/// What becomes of programs, and of what they left on the host, when the service dies or is told to
/// end.
class CrashTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Programs that would go on for ever, each in another way; `MARKER` is in each command line.
  private static final List<String> ENDLESS =
      List.of(
          """
          import os, sys
          os.execv(sys.executable, [sys.executable, "-c", "while True: pass", "MARKER"])
          """,
          """
          import os, signal, sys
          for each in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
              signal.signal(each, signal.SIG_IGN)
          os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(1000)", "MARKER"])
          """,
          """
          import subprocess, sys
          sleeper = [sys.executable, "-c", "import time; time.sleep(1000)", "MARKER"]
          subprocess.Popen(sleeper, start_new_session=True).wait()
          """);

  private static final String ORDINARY =
      """
      import subprocess, sys
      subprocess.run([sys.executable, "-c", "import time; time.sleep(1)", "MARKER"])
      print("ended")
      """;

  private final String marker = "marker-" + UUID.randomUUID();
  private OwnDataDirectory own;
  private Path dataDirectory;
  private Path log;

  @BeforeEach
  void makeDataDirectory() throws IOException {
    own = OwnDataDirectory.create();
    dataDirectory = own.path();
    log = Files.createDirectories(Path.of("target")).resolve("crash-test.log");
  }

  @AfterEach
  void removeDataDirectory() {
    if (own != null) {
      own.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci", "cell"})
  void serviceThatIsKilledTakesItsProgramsAlongAndTheNextStartSweeps(String engine)
      throws Exception {
    Traces traces;
    Set<String> left;
    try (ServiceProcess service = ServiceProcess.start(engine, dataDirectory, log)) {
      for (String program : ENDLESS) {
        var _ = service.send(marked(program));
      }
      traces = Traces.of(awaitPrograms(ENDLESS.size()), dataDirectory);
      service.kill();
      await()
          .atMost(Duration.ofSeconds(2))
          .untilAsserted(() -> {
            assertThat(HostState.processesWith(marker)).isEmpty();
            assertThat(traces.processes()).isEmpty();
          });
      left = traces.things();
      assertThat(left).as("a killed service cannot clean up").isNotEmpty();
    }
    try (ServiceProcess service = ServiceProcess.start(engine, dataDirectory, log)) {
      assertThat(traces.things()).doesNotContainAnyElementsOf(left);
      assertThat(service.send("print(2 + 2)").get().body()).isEqualTo("{\"output\":\"4\\n\"}");
      service.terminate();
      assertThat(service.awaitExitCode()).isZero();
    }
    assertThat(traces.things()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"oci", "cell"})
  void serviceThatIsToldToEndAnswersWhatRunsAndLeavesNothing(String engine) throws Exception {
    try (ServiceProcess service = ServiceProcess.start(engine, dataDirectory, log)) {
      var answer = service.send(marked(ORDINARY));
      Traces traces = Traces.of(awaitPrograms(1), dataDirectory);
      service.terminate();
      assertThat(answer.get())
          .returns(200, HttpResponse::statusCode)
          .returns("{\"output\":\"ended\\n\"}", HttpResponse::body);
      assertThat(service.awaitExitCode()).isZero();
      assertThat(traces.processes()).isEmpty();
      assertThat(traces.things()).isEmpty();
    }
  }

  private String marked(String program) {
    return program.replace("MARKER", marker);
  }

  /// Waits until as many programs run; returns one of them.
  private long awaitPrograms(int count) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> HostState.processesWith(marker), found -> found.size() == count)
        .getFirst();
  }
}
