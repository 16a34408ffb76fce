package org.safecodeexecutor.testkit;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Overloaded;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.engine.Capability;

/// What the concerns have in common: an engine to attack, and short words to say it in.
public interface Contract {
  EngineUnderTest engine();

  default Execution run(Submission submission) {
    return engine().sandboxes().execute(TestHost.unhurried(submission));
  }

  default Execution run(String code) {
    return run(Submission.python(code));
  }

  default Execution run(String code, Limits limits) {
    return run(Submission.python(code).withLimits(limits));
  }

  /// Runs one of the programs in `resources/programs`.
  default Execution runProgram(String name) {
    return run(Programs.submission(name));
  }

  default Execution runProgram(String name, Limits limits) {
    return run(Programs.submission(name).withLimits(limits));
  }

  /// A test for each way, of programs that are run beside each other since they take long: half as
  /// many at a time as the engine takes, as a run that is answered holds its place until its
  /// sandbox is gone.
  default Stream<DynamicTest> sideBySide(
      List<String> ways, Function<String, Submission> program, Consumer<Execution> check) {
    List<Callable<Execution>> calls =
        ways.stream()
            .<Callable<Execution>>map(way -> () -> runWhenThereIsRoom(program.apply(way)))
            .toList();
    int most = EngineUnderTest.CONCURRENT_RUNS + EngineUnderTest.QUEUED_RUNS;
    try (var threads = Executors.newFixedThreadPool(most / 2)) {
      List<Future<Execution>> runs = threads.invokeAll(calls);
      return IntStream.range(0, ways.size())
          .mapToObj(
              i -> DynamicTest.dynamicTest(ways.get(i), () -> check.accept(runs.get(i).get())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Asks again while the sandboxes of earlier runs are still being removed, which takes some
  /// engines as long as a run.
  private Execution runWhenThereIsRoom(Submission submission) {
    return Awaitility.await()
        .atMost(TestHost.patience(60))
        .ignoreExceptionsMatching(Overloaded.class::isInstance)
        .until(() -> run(submission), Objects::nonNull);
  }

  /// Attempts on the scheduler of a kernel. One that is the run's own may allow them: nobody else
  /// is there to suffer.
  Set<String> AGAINST_NEIGHBOURS =
      Set.of("nice -20", "never be killed for memory", "slow it down", "bind it to a processor");

  /// Runs a program of attempts; each attempt becomes a test that it was refused.
  default Stream<DynamicTest> refusals(String name, int least) {
    Attempts attempts = Attempts.read(runProgram(name).stdout().text(), least);
    return (hasOwnKernel() ? attempts.without(AGAINST_NEIGHBOURS) : attempts).eachIsRefused();
  }

  default boolean hasOwnKernel() {
    return engine().promises(Capability.OWN_KERNEL);
  }

  /// Skips the calling test where a program is no process of the host.
  default void hostKernelOnly() {
    Assumptions.assumeFalse(hasOwnKernel(), "the program has a kernel of its own");
  }

  /// Skips the calling test where the engine does not promise what it is about.
  default void needs(Capability capability) {
    Assumptions.assumeTrue(
        engine().promises(capability), "the engine does not declare " + capability);
  }

  /// The default limits with a wall time short enough to wait for.
  static Limits oneSecond() {
    // 1 s on a machine ten times slower would be the default 10 s, which are multiplied once more
    return Limits.DEFAULT.withWallTime(TestHost.patience(1).minusMillis(1));
  }

  static Limits memory(long mebibytes) {
    return Limits.DEFAULT.withMemory(DataSize.ofMebibytes(mebibytes));
  }
}
