package org.safecodeexecutor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.testkit.HostState;

/// A service under more load than it has processors, from callers of whom many hang up.
class LoadTest {
  private static final Duration LOAD = Duration.ofSeconds(5);

  /// Cells that the engine may keep ready, with two processes each, and what makes them.
  private static final int MOST_IDLE_PROCESSES = 2 * 16 + 3;

  private final String marker = "marker-" + UUID.randomUUID();

  /// With the marker in its command line, and no other.
  private final String marked =
      """
      import os, sys
      os.execv(sys.executable, [sys.executable, "-c", "while True: pass", "%s"])
      """
          .formatted(marker);

  /// For one address: those who have hung up hold their places until their sandboxes are gone.
  private static final List<String> WHOLE_QUEUE =
      List.of("env", "SCE_SANDBOXES_QUEUED_RUNS_PER_CALLER=64");

  private final List<String> endless =
      List.of(
          marked,
          "while True: pass",
          "while True: print('x' * 100)",
          "import subprocess\nsubprocess.run(['sleep', '1000'])",
          "import time\nfor i in range(1000): print(i, flush=True); time.sleep(0.01)");

  @Test
  void serviceOutlivesCallersWhoHangUp() throws Exception {
    Path log = Files.createDirectories(Path.of("target")).resolve("load-test.log");
    try (OwnDataDirectory data = OwnDataDirectory.create();
        ServiceProcess service =
            ServiceProcess.start("cell", data.path(), log, WHOLE_QUEUE, List.of())) {
      Traces traces = traces(service, data.path());
      RudeCallers callers = new RudeCallers(service.address(), endless);

      callers.callFor(LOAD);

      assertThat(callers.wrong()).isEmpty();
      assertThat(callers.answers()).isGreaterThan(100);
      assertThat(callers.hangUps()).isGreaterThan(100);
      assertThat(service.send("print(2 + 2)").get().body()).isEqualTo("{\"output\":\"4\\n\"}");
      assertOnlyIdleCellsAreLeft(traces);
      assertEndsSoon(service);
      assertThat(traces.processes()).isEmpty();
      assertThat(traces.things()).isEmpty();
    }
  }

  /// Known by a program that runs for a moment.
  private Traces traces(ServiceProcess service, Path dataDirectory) throws Exception {
    var answer = service.send(marked.replace("while True: pass", "import time; time.sleep(2)"));
    long pid =
        await()
            .atMost(Duration.ofSeconds(10))
            .until(() -> HostState.processesWith(marker), found -> found.size() == 1)
            .getFirst();
    Traces traces = Traces.of(pid, dataDirectory);
    answer.get();
    return traces;
  }

  private void assertOnlyIdleCellsAreLeft(Traces traces) {
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> {
          assertThat(HostState.processesWith(marker)).isEmpty();
          assertThat(traces.processes()).hasSizeLessThanOrEqualTo(MOST_IDLE_PROCESSES);
        });
  }

  private static void assertEndsSoon(ServiceProcess service) throws InterruptedException {
    long start = System.nanoTime();
    service.terminate();
    assertThat(service.awaitExitCode()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }
}
