package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.safecodeexecutor.testkit.ExecutionAssert.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Overloaded;
import org.safecodeexecutor.api.Submission;

/// What is left on the host: nothing, however a run ended; and what happens when there are too
/// many.
public interface CleanupContract extends Contract {
  @Test
  default void nothingIsLeftHoweverRunsEnd() {
    assertLeavesNothing(() -> {
      run("print(1)");
      run("1 / 0");
      run("import os\nos.kill(os.getpid(), 9)");
      run("import os\nfor _ in range(5): os.fork()\nwhile True: pass", Contract.oneSecond());
      runProgram("limits/memory_one_process");
      run("while True: print('x' * 1000)");
      runProgram("filesystem/strange_names");
      runProgram("processes/daemon");
      cancelOneThatIsSeen();
    });
  }

  /// With a scratch directory and arguments, for which neither container nor process waits; and it
  /// shows that what is looked for is seen while it is there.
  private void cancelOneThatIsSeen() {
    Limits limits = Limits.DEFAULT.withDisk(DataSize.ofMebibytes(1));
    Submission endless =
        StreamingContract.ENDLESS.withLimits(limits).withArguments(List.of("seen"));
    HostState before = HostState.now(engine().config());
    try (var running = BackgroundRun.start(engine().sandboxes(), endless)) {
      running.awaitOutput("ready");
      assertThat(HostState.now(engine().config()).leftSince(before))
          .anyMatch(line -> line.startsWith("process "));
    }
  }

  /// Exactly nothing, once the engine is closed; until then it may keep sandboxes that wait.
  private void assertLeavesNothing(Runnable work) {
    engine().sandboxes().close();
    HostState before = HostState.now(engine().config());
    engine().reopen();
    work.run();
    engine().sandboxes().close();
    try {
      assertNothingLeftSince(before);
    } finally {
      engine().reopen();
    }
  }

  private void assertNothingLeftSince(HostState before) {
    await("the host as it was")
        .atMost(TestHost.patience(5))
        .untilAsserted(
            () -> assertThat(HostState.now(engine().config()).leftSince(before)).isEmpty());
  }

  /// A leak of one thing a run would show; a sandbox more that waits would not.
  @Test
  default void manyRunsLeaveNothing() {
    assertManyRunsLeaveNothing();
  }

  /// For whoever overrides the test. As many runs as the engine does in some seconds: a leak shows
  /// in few as well.
  default void assertManyRunsLeaveNothing() {
    long cost = costOfEach(12);
    int before = settledSize();
    int runs = Math.clamp(4_000_000_000L / cost, 20, 60);
    IntStream.range(0, runs).forEach(i -> run("pass"));
    await().atMost(TestHost.patience(20)).until(() -> size() - before < runs);
  }

  private int size() {
    return HostState.now(engine().config()).size();
  }

  private long costOfEach(int runs) {
    long start = System.nanoTime();
    IntStream.range(0, runs).forEach(i -> run("pass"));
    return (System.nanoTime() - start) / runs;
  }

  /// How many things there are when sandboxes that wait have come, and what ended has gone.
  private int settledSize() {
    AtomicInteger last = new AtomicInteger(size());
    await()
        .pollInterval(Duration.ofMillis(300))
        .atMost(TestHost.patience(20))
        .until(() -> last.getAndSet(size()) == last.get());
    return last.get();
  }

  @Test
  default void filesThatAProgramPointsAtKeepTheirOwnerAndMode() throws IOException {
    Path target = Path.of("/etc/passwd");
    var before = Files.readAttributes(target, "unix:*", LinkOption.NOFOLLOW_LINKS);
    runProgram("filesystem/strange_names");
    var after = Files.readAttributes(target, "unix:*", LinkOption.NOFOLLOW_LINKS);
    for (String attribute : List.of("uid", "gid", "mode", "size", "ino")) {
      assertThat(after.get(attribute)).isEqualTo(before.get(attribute));
    }
  }

  @Test
  default void imageIsNotChangedByARun() {
    assertThat(runProgram("filesystem/change_own_files")).succeeded();
    assertThat(run("import json\nprint(json.__cached__ is not None)")).printed("True\n");
  }

  @Test
  default void oneExecutionTooManyIsRefusedAtOnce() {
    List<BackgroundRun> runs = new ArrayList<>();
    List<BackgroundRun> waiting = new ArrayList<>();
    try {
      // one after the other: a place is free when the sandbox of the run before is removed
      for (int i = 0; i < EngineUnderTest.CONCURRENT_RUNS; i++) {
        runs.add(BackgroundRun.start(engine().sandboxes(), StreamingContract.ENDLESS));
        runs.getLast().awaitOutput("ready");
      }
      for (int i = 0; i < EngineUnderTest.QUEUED_RUNS; i++) {
        waiting.add(BackgroundRun.start(engine().sandboxes(), Submission.python("pass")));
      }
      LockSupport.parkNanos(300_000_000); // lets the two reach the queue; nothing tells when
      assertOverloaded();
      assertThat(waiting).noneMatch(BackgroundRun::isDone);
    } finally {
      runs.forEach(BackgroundRun::close);
    }
    waiting.forEach(run -> assertThat(run.result()).succeeded());
  }

  /// A probe that finds a free place in the queue would wait there for a minute: it is cancelled.
  private void assertOverloaded() {
    try (var probe = BackgroundRun.start(engine().sandboxes(), Submission.python("pass"))) {
      await().atMost(TestHost.patience(1)).until(probe::isDone);
      assertThatThrownBy(probe::result)
          .isInstanceOfSatisfying(Overloaded.class, e -> assertThat(e.retryAfter()).isPositive());
    }
  }

  @Test
  default void closingEndsWhatRunsAndRefusesWhatComes() {
    HostState before = HostState.now(engine().config());
    String marker = "marker-" + UUID.randomUUID();
    var running =
        BackgroundRun.start(
            engine().sandboxes(), StreamingContract.ENDLESS.withArguments(List.of(marker)));
    try {
      running.awaitOutput("ready");
      engine().sandboxes().close();
      assertThat(HostState.processesWith(marker)).isEmpty();
      assertThatThrownBy(() -> run("print(1)")).isInstanceOf(DependencyUnavailable.class);
      assertNothingLeftSince(before);
    } finally {
      running.close();
      engine().reopen();
    }
    assertThat(run("print(1)")).printed("1\n");
  }
}
