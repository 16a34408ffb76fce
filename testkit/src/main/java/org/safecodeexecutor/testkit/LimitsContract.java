package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.safecodeexecutor.testkit.Contract.memory;
import static org.safecodeexecutor.testkit.Contract.oneSecond;
import static org.safecodeexecutor.testkit.ExecutionAssert.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.api.CpuShare;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.engine.Capability;

/// What a program may use: each limit is met from several sides, and what stays below it is let be.
public interface LimitsContract extends Contract {
  /// What one busy process has without a limit.
  double ONE_PROCESSOR = 1;

  /// What three busy processes have that share no limit, but have one of half a processor each;
  /// with none at all, they have the two processors of the smallest host.
  double A_SHARE_FOR_EACH = 1.5;

  List<String> WAYS_TO_HOLD_OUT =
      List.of(
          "sleep",
          "busy_loop",
          "stop_itself",
          "stop_children",
          "stop_parent",
          "ignore_signals",
          "fork_storm",
          "threads",
          "open_a_fifo_without_writer",
          "wait_for_a_child");

  /// Of the first four there is an end that is not the limit's.
  List<String> WAYS_TO_TAKE_MEMORY =
      List.of(
          "one_process",
          "several_processes",
          "shared_mapping",
          "memfd",
          "system_v_shm",
          "shm_and_heap",
          "unlinked_files",
          "many_small_objects",
          "pipe_buffers_and_heap");

  // ---- wall time ----

  @TestFactory
  default Stream<DynamicTest> programIsEndedAtItsWallTimeHoweverItHoldsOut() {
    return sideBySide(
        WAYS_TO_HOLD_OUT,
        way -> Programs.submission("limits/wall_time_" + way).withLimits(oneSecond()),
        LimitsContract::assertEndedAtItsWallTime);
  }

  private static void assertEndedAtItsWallTime(Execution execution) {
    assertThat(execution).exceeded(Limit.WALL_TIME);
    assertThat(execution.stdout().text()).startsWith("started\n");
    assertThat(execution.usage().wallTime())
        .isBetween(TestHost.patience(1).minusMillis(50), TestHost.patience(3));
  }

  @Test
  default void endIsPromptlyAnsweredAtTheWallTime() {
    long start = System.nanoTime();
    assertThat(run("import time\ntime.sleep(60)", oneSecond())).exceeded(Limit.WALL_TIME);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TestHost.patience(3));
  }

  @Test
  default void outputBeforeTheEndIsKept() {
    Execution execution =
        run(
            """
            import sys, time
            print("before", flush=True)
            print("also before", file=sys.stderr, flush=True)
            time.sleep(60)
            print("after")
            """,
            oneSecond());
    assertThat(execution).exceeded(Limit.WALL_TIME).complained("also before\n");
    assertThat(execution.stdout().text()).isEqualTo("before\n");
  }

  @Test
  default void programThatEndsJustBeforeItsWallTimeIsNotEnded() {
    Limits limits = Limits.DEFAULT.withWallTime(TestHost.patience(3));
    assertThat(run("import time\ntime.sleep(0.7)\nprint('done')", limits)).printed("done\n");
  }

  // ---- CPU time and share ----

  @Test
  default void busyLoopIsStoppedAtCpuTime() {
    needs(Capability.LIMIT_CPU_TIME);
    Limits limits = Limits.DEFAULT.withCpuTime(Duration.ofMillis(300));
    Execution execution = run("while True: pass", limits);
    assertThat(execution).exceeded(Limit.CPU_TIME);
    assertThat(execution.usage().wallTime()).isLessThan(TestHost.patience(4));
  }

  @Test
  default void cpuTimeOfChildrenCountsTogether() {
    needs(Capability.LIMIT_CPU_TIME);
    Limits limits = Limits.DEFAULT.withCpuTime(Duration.ofMillis(600));
    Execution execution = runProgram("limits/cpu_time_in_short_lived_children", limits);
    assertThat(execution).exceeded(Limit.CPU_TIME);
  }

  @Test
  default void sleepingUsesNoCpuTime() {
    Limits limits = Limits.DEFAULT.withCpuTime(Duration.ofMillis(400));
    assertThat(run("import time\ntime.sleep(1)\nprint('rested')", limits)).printed("rested\n");
  }

  @Test
  default void busyLoopGetsItsShareOfAProcessorAndNoMore() {
    needs(Capability.LIMIT_CPU_SHARE);
    Execution execution = runProgram("limits/cpu_share", Limits.DEFAULT.withCpuShare(half()));
    assertThat(execution).succeeded();
    assertThat(share(execution)).isBetween(0.1, most(ONE_PROCESSOR));
  }

  @Test
  default void threeProcessesShareOneShare() {
    needs(Capability.LIMIT_CPU_SHARE);
    Execution execution =
        runProgram("limits/cpu_share_of_many", Limits.DEFAULT.withCpuShare(half()));
    assertThat(execution).succeeded();
    assertThat(share(execution)).isBetween(0.1, most(A_SHARE_FOR_EACH));
  }

  /// How much of a processor a run had, as the host counted it where the engine reports that, else
  /// as the program noticed it.
  static double share(Execution execution) {
    return execution
        .usage()
        .cpuTime()
        .map(cpu -> (double) cpu.toNanos() / execution.usage().wallTime().toNanos())
        .orElseGet(() -> Double.parseDouble(execution.stdout().text().strip()));
  }

  /// The most that a run with half a processor may show: clearly nearer to that than to the least
  /// that it would have without the limit. The host's count is exact, but for what a run had before
  /// the limit began to count. Programs only guess: short pauses escape them, and those of each
  /// process add up.
  private double most(double leastWithoutTheLimit) {
    double right = 0.5;
    double wrong =
        engine().promises(Capability.USAGE_CPU_TIME) ? ONE_PROCESSOR : leastWithoutTheLimit;
    return right + 0.4 * (wrong - right);
  }

  private static CpuShare half() {
    return new CpuShare(500);
  }

  // ---- memory ----

  @TestFactory
  default Stream<DynamicTest> memoryIsChargedHoweverItIsTaken() {
    return sideBySide(
        WAYS_TO_TAKE_MEMORY,
        way -> Programs.submission("limits/memory_" + way),
        execution -> {
          assertThat(execution).exceeded(Limit.MEMORY);
          assertThat(execution.stdout().text()).startsWith("started\n");
        });
  }

  @TestFactory
  default Stream<DynamicTest> sameProgramEndsWellWithEnoughMemory() {
    return sideBySide(
        WAYS_TO_TAKE_MEMORY.subList(0, 4),
        way -> Programs.submission("limits/memory_" + way).withLimits(memory(512)),
        execution -> assertThat(execution).printed("started\nended\n"));
  }

  @Test
  default void programThatStaysBelowItsMemoryIsLetBe() {
    assertThat(run("x = bytearray(80 << 20)\nprint(len(x) >> 20)")).printed("80\n");
  }

  @Test
  default void childThatIsOutOfMemoryEndsTheWholeProgram() {
    Execution execution = runProgram("limits/memory_child_only");
    assertThat(execution).exceeded(Limit.MEMORY);
    assertThat(execution.usage().wallTime()).isLessThan(TestHost.patience(4));
  }

  @Test
  default void readingManyFilesIsNoUseOfMemory() {
    Execution execution = runProgram("limits/page_cache", memory(24));
    assertThat(execution).succeeded();
  }

  @Test
  default void dataThatWaitsInSocketsIsBounded() {
    Execution execution = runProgram("limits/memory_sockets");
    if (!execution.outcome().equals(new Outcome.LimitExceeded(Limit.MEMORY))) {
      assertThat(execution).succeeded();
      assertThat(Integer.parseInt(execution.stdout().text().strip())).isLessThan(64);
    }
  }

  @Test
  default void muchMoreOfItCanWaitOutside() {
    String held = HostPython.run(Programs.text("limits/memory_sockets"));
    assertThat(Integer.parseInt(held.strip())).isGreaterThan(128);
  }

  @Test
  default void neighbourSurvivesARunThatIsOutOfMemory() {
    var neighbour = Programs.submission("limits/memory_neighbour");
    try (var beside = BackgroundRun.start(engine().sandboxes(), neighbour)) {
      beside.awaitOutput("holding");
      assertThat(runProgram("limits/memory_several_processes")).exceeded(Limit.MEMORY);
      assertThat(beside.result()).printed("holding\nstill here\n");
    }
  }

  // ---- processes ----

  @ParameterizedTest
  @ValueSource(strings = {"children", "threads"})
  default void oneProcessTooManyFailsWithTryAgain(String kind) {
    Execution execution = runProgram("limits/processes_" + kind, Limits.DEFAULT.withProcesses(20));
    assertThat(execution).succeeded();
    assertThat(Integer.parseInt(execution.stdout().text().strip())).isBetween(15, 20);
  }

  @Test
  default void forkBombIsContained() {
    Execution execution = runProgram("limits/fork_bomb", oneSecond());
    assertThat(execution.usage().wallTime()).isLessThan(TestHost.patience(3));
    assertThat(run("print('next')")).printed("next\n");
  }

  // ---- output ----

  @ParameterizedTest
  @ValueSource(strings = {"stdout", "stderr"})
  default void programThatPrintsTooMuchIsKilledAndItsBeginningKept(String stream) {
    Execution execution = run("import sys\nwhile True: sys.%s.write('x' * 4096)".formatted(stream));
    assertThat(execution).exceeded(Limit.OUTPUT);
    var output = stream.equals("stdout") ? execution.stdout() : execution.stderr();
    assertThat(output.truncated()).isTrue();
    assertThat(output.content().size()).isEqualTo(1 << 20);
    assertThat(execution.usage().wallTime()).isLessThan(TestHost.patience(5));
  }

  @Test
  default void outputOfExactlyTheLimitIsLetBe() {
    Execution execution =
        run(
            "import sys\nsys.stdout.write('x' * 1000)\nsys.stderr.write('y' * 1000)",
            Limits.DEFAULT.withOutput(DataSize.ofBytes(1000)));
    assertThat(execution).succeeded();
    assertThat(execution.stdout().content().size()).isEqualTo(1000);
    assertThat(execution.stderr().content().size()).isEqualTo(1000);
    assertThat(execution.stdout().truncated()).isFalse();
  }

  @Test
  default void oneByteMoreIsTooMuch() {
    Limits limits = Limits.DEFAULT.withOutput(DataSize.ofBytes(1000));
    Execution execution = run("import sys\nsys.stdout.write('x' * 1001)", limits);
    assertThat(execution).exceeded(Limit.OUTPUT);
    assertThat(execution.stdout().truncated()).isTrue();
    assertThat(execution.stderr().truncated()).isFalse();
  }

  @Test
  default void outputOfChildrenCountsToo() {
    assertThat(runProgram("limits/output_of_children")).exceeded(Limit.OUTPUT);
  }

  @Test
  default void limitOfNoOutputAtAllCanBeKept() {
    Limits limits = Limits.DEFAULT.withOutput(DataSize.ZERO);
    assertThat(run("pass", limits)).printed("");
    assertThat(run("print()", limits)).exceeded(Limit.OUTPUT);
  }

  // ---- files ----

  @Test
  default void oneFileTooManyIsNotOpened() {
    needs(Capability.LIMIT_OPEN_FILES);
    Execution execution = runProgram("limits/open_files", Limits.DEFAULT.withOpenFiles(32));
    assertThat(execution).printed("29 then EMFILE\n");
  }

  @Test
  default void limitOfOpenFilesCannotBeRaised() {
    needs(Capability.LIMIT_OPEN_FILES);
    assertThat(
            run(
                """
                import resource
                try:
                    resource.setrlimit(resource.RLIMIT_NOFILE, (100_000, 100_000))
                except ValueError as e:
                    print(e)
                """))
        .printed("not allowed to raise maximum limit\n");
  }

  @Test
  default void scratchIsWritableAndBoundedInBytes() {
    needs(Capability.LIMIT_DISK);
    Limits limits = Limits.DEFAULT.withDisk(DataSize.ofMebibytes(8));
    Execution execution = runProgram("limits/scratch_bytes", limits);
    assertThat(execution).succeeded();
    assertThat(execution.stdout().text()).endsWith("ENOSPC\n");
    assertThat(Long.parseLong(execution.stdout().text().split(" ", 2)[0]))
        .isBetween(7L << 20, 8L << 20);
  }

  @Test
  default void scratchIsBoundedInFiles() {
    needs(Capability.LIMIT_DISK);
    needs(Capability.LIMIT_SCRATCH_FILES);
    Limits limits = Limits.DEFAULT.withDisk(DataSize.ofMebibytes(8));
    assertThat(runProgram("limits/scratch_files", limits)).printed("ENOSPC\n");
  }

  @Test
  default void scratchOfSparseFilesIsNoWayAroundTheLimit() {
    needs(Capability.LIMIT_DISK);
    Limits limits = Limits.DEFAULT.withDisk(DataSize.ofMebibytes(8));
    assertThat(runProgram("limits/scratch_fallocate", limits)).printed("ENOSPC\n");
  }
}
