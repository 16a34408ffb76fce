package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.testkit.FidelityCase.Behaviour;

/// A program behaves as under `python3 script.py`, byte for byte: each of the corpus is run by an
/// engine that executes `python3` afresh and by the engine under test, under the same limits.
///
/// That is a cell, which costs least; with the system property `contract=all`, a container of its
/// own for each program, which differs in more.
///
/// What is meant to differ is declared in `fidelity/declared.txt`. A declared difference that is
/// none any more fails too where all are looked for, so the list stays true.
public abstract class FidelitySuite {
  private static final boolean ALL = "all".equals(System.getProperty("contract"));
  private static final int AT_ONCE = 4;

  /// For subclasses.
  protected FidelitySuite() {}

  /// The engine, as in the configuration.
  protected abstract String name();

  /// A case and what became of it.
  private record Result(FidelityCase program, Behaviour expected, Behaviour actual) {
    boolean differs() {
      return !expected.equals(actual);
    }

    void check(Map<String, String> declared) {
      if (declared.containsKey(program.name())) {
        assertThat(differs() || !ALL)
            .as("a difference is declared and there is none any more")
            .isTrue();
      } else {
        assertThat(differs()).as(expected.difference(actual)).isFalse();
      }
    }
  }

  @TestFactory
  final Stream<DynamicTest> programBehavesAsUnderPython3() throws Exception {
    Map<String, String> declared = FidelityCorpus.declared();
    List<Result> results = run(FidelityCorpus.read());
    long differences = results.stream().filter(Result::differs).count();
    String summary =
        "%d programs, %d behave differently, %d differences are declared"
            .formatted(results.size(), differences, declared.size());
    report(summary, results);
    Stream<DynamicTest> all =
        results.stream()
            .map(r -> DynamicTest.dynamicTest(r.program().name(), () -> r.check(declared)));
    DynamicTest names =
        DynamicTest.dynamicTest(
            summary,
            () ->
                assertThat(results.stream().map(r -> r.program().name()))
                    .containsAll(declared.keySet()));
    return Stream.concat(Stream.of(names), all);
  }

  private List<Result> run(List<FidelityCase> cases) throws Exception {
    try (Sandboxes reference = openReference();
        Sandboxes engine = TestHost.open(config(name()));
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<Result>> runs =
          cases.stream().<Callable<Result>>map(each -> () -> run(each, reference, engine)).toList();
      return threads.invokeAll(runs).stream().map(FidelitySuite::done).toList();
    }
  }

  /// With a `python3` that is started when it is asked for, or ahead in a cell of its own.
  private static Sandboxes openReference() {
    return TestHost.open(
        ALL
            ? config("oci").withMostWaiting(0)
            : config("cell").withInterpreter(SandboxesConfig.Interpreter.FRESH));
  }

  private static SandboxesConfig config(String engine) {
    return TestHost.config().withEngine(engine).withRuns(AT_ONCE, AT_ONCE).withMostWaiting(AT_ONCE);
  }

  private static Result run(FidelityCase program, Sandboxes reference, Sandboxes engine) {
    return new Result(
        program,
        Behaviour.of(reference.execute(program.submission())),
        Behaviour.of(engine.execute(program.submission())));
  }

  private static Result done(Future<Result> run) {
    try {
      return run.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Beside the reports of the tests, for people.
  private void report(String summary, List<Result> results) throws IOException {
    StringBuilder text = new StringBuilder(summary).append('\n');
    for (Result result : results) {
      if (result.differs()) {
        text.append("\n## ").append(result.program().name()).append('\n');
        text.append(result.expected().difference(result.actual())).append('\n');
      }
    }
    Files.writeString(Path.of("target", "fidelity-" + name() + ".txt"), text);
    System.out.println(summary);
  }
}
