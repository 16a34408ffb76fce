package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.safecodeexecutor.testkit.ExecutionAssert.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Submission;

/// Processes: what supervises a program is out of its reach, and none of its processes outlives it.
public interface ProcessContract extends Contract {
  @TestFactory
  default Stream<DynamicTest> supervisorCannotBeSignalledReadOrTraced() {
    return refusals("processes/attack_process_one", 20);
  }

  @Test
  default void killOfEverythingHitsNobodyElse() {
    assertThat(
            run(
                """
                import os, signal
                try:
                    os.kill(-1, signal.SIGKILL)
                except ProcessLookupError:
                    print("there is nobody else")
                """))
        .printed("there is nobody else\n");
    assertThat(run("print('next')")).printed("next\n");
  }

  @Test
  default void killOfItsOwnGroupIsASignalOfTheProgram() {
    assertThat(run("import os, signal\nos.kill(0, signal.SIGKILL)")).wasSignaled(9);
  }

  @Test
  default void programLeadsASessionWithoutATerminal() {
    assertThat(
            run(
                """
                import os
                print(os.getsid(0) == os.getpid() == os.getpgid(0), os.isatty(0), os.isatty(1))
                """))
        .printed("True False False\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"daemon", "daemon_without_output", "orphan_that_ignores_signals"})
  default void nothingRunsOnBehindTheAnswer(String kind) {
    String marker = "marker-" + UUID.randomUUID();
    long start = System.nanoTime();
    Submission submission = Programs.submission("processes/" + kind).withArguments(List.of(marker));
    assertThat(run(submission)).printed("left one behind\n");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TestHost.patience(4));
    assertThat(HostState.processesWith(marker)).isEmpty();
  }

  @Test
  default void processWithTheMarkerIsSeenWhileItRuns() {
    hostKernelOnly();
    String marker = "marker-" + UUID.randomUUID();
    Submission submission =
        Submission.python("import time\nprint('ready', flush=True)\ntime.sleep(9)")
            .withArguments(List.of(marker));
    try (var running = BackgroundRun.start(engine().sandboxes(), submission)) {
      running.awaitOutput("ready");
      assertThat(HostState.processesWith(marker)).isNotEmpty();
    }
    await().atMost(TestHost.patience(2)).until(() -> HostState.processesWith(marker).isEmpty());
  }

  @Test
  default void forgedFramesAreOnlyOutput() {
    var execution = runProgram("processes/forge_frames");
    assertThat(execution).exited(7);
    assertThat(execution.stdout().content().size()).isEqualTo(29 + 5);
    assertThat(execution.stderr().content().size()).isEqualTo(29 + 5);
  }

  @Test
  default void programThatClosesItsStreamsEndsByItself() {
    assertThat(
            run("import os, time\nfor fd in (0, 1, 2): os.close(fd)\ntime.sleep(0.3)\nos._exit(5)"))
        .exited(5);
  }

  @Test
  default void programThatReplacesItselfIsStillTheProgram() {
    assertThat(
            run(
                """
                import os, sys
                os.execv(sys.executable, ["anything", "-c", "print('replaced'); raise SystemExit(6)"])
                """))
        .exited(6)
        .satisfies(e -> assertThat(e.stdout().text()).isEqualTo("replaced\n"));
  }

  @Test
  default void zombiesAreReapedAndDoNotFillTheProcessLimit() {
    Limits patient = // under gVisor it takes 5 s of processor time
        Limits.DEFAULT.withWallTime(Duration.ofSeconds(60)).withCpuTime(Duration.ofSeconds(30));
    assertThat(runProgram("processes/many_orphans", patient.withProcesses(20))).printed("100\n");
  }

  @Test
  default void nameOfAProcessIsItsOwnAffair() {
    assertThat(
            run(
                """
                import ctypes
                name = b"sh;$(id)\\n)"
                ctypes.CDLL(None).prctl(15, name, 0, 0, 0)
                print(open("/proc/self/comm", "rb").read())
                """))
        .printed("b'sh;$(id)\\n)\\n'\n");
  }
}
