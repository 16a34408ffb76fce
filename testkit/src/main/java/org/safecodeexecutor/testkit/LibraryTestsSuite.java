package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.image.RuntimeImage;

/// The standard library's own tests, run as a user's program, end alike by the engine under test
/// and by one that executes `python3` afresh: the same exit status, and the same tests pass, fail
/// and are skipped.
///
/// With the system property `library.tests=all`, every module of the list; and each is run by
/// `python3` without a sandbox too. Differences are declared one by one, as in [FidelitySuite].
public abstract class LibraryTestsSuite {
  private static final String REFERENCE = "oci";
  private static final int AT_ONCE = 2;

  private final boolean all = "all".equals(System.getProperty("library.tests"));

  /// For subclasses.
  protected LibraryTestsSuite() {}

  /// The engine, as in the configuration.
  protected abstract String name();

  /// One module, in each of the ways that it was run.
  private record Result(String module, Map<String, LibraryTestRun> runs) {
    LibraryTestRun by(String way) {
      return Objects.requireNonNull(runs.get(way));
    }
  }

  /// Two ways to run the same, and the file that declares how they differ.
  private record Comparison(String expected, String actual, String declared) {
    /// What differs in a module, by its name and that of the test.
    Map<String, String> differences(Result result) {
      Map<String, String> named = new TreeMap<>();
      result
          .by(expected)
          .differences(result.by(actual))
          .forEach((test, what) -> named.put((result.module + " " + test).strip(), what));
      return named;
    }

    void check(Result result) {
      Map<String, String> found = differences(result);
      Map<String, String> reasons = new HashMap<>(LibraryTests.declared(declared));
      reasons.keySet().removeIf(key -> !key.split(" ", 2)[0].equals(result.module));
      Map<String, String> undeclared = new TreeMap<>(found);
      undeclared.keySet().removeAll(reasons.keySet());
      assertThat(undeclared).as("%s, but %s", expected, actual).isEmpty();
      assertThat(found.keySet())
          .as("differences that are declared, but are none any more")
          .containsAll(reasons.keySet());
    }
  }

  @TestFactory
  final Stream<DynamicTest> moduleEndsAsUnderPython3() throws Exception {
    List<Comparison> comparisons = new ArrayList<>();
    comparisons.add(new Comparison(REFERENCE, name(), "declared.txt"));
    if (all) {
      comparisons.add(new Comparison("python3", REFERENCE, "declared-sandbox.txt"));
    }
    List<Result> results = run(LibraryTests.modules(all));
    report(results, comparisons);
    return results.stream()
        .flatMap(result ->
            comparisons.stream()
                .map(comparison ->
                    DynamicTest.dynamicTest(
                        result.module + " by " + comparison.actual,
                        () -> comparison.check(result))));
  }

  private List<Result> run(List<String> modules) throws Exception {
    RuntimeImage image = TestHost.build(LibraryTests::image);
    try (Sandboxes reference = open(REFERENCE);
        Sandboxes engine = open(name());
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<Result>> runs = new ArrayList<>();
      for (String module : modules) {
        runs.add(() -> run(module, image, Map.of(REFERENCE, reference, name(), engine)));
      }
      return threads.invokeAll(runs).stream().map(LibraryTestsSuite::done).toList();
    }
  }

  private static Sandboxes open(String engine) {
    return TestHost.open(TestHost.config().withEngine(engine).withRuns(AT_ONCE, AT_ONCE));
  }

  private Result run(String module, RuntimeImage image, Map<String, Sandboxes> engines) {
    Map<String, LibraryTestRun> runs = new HashMap<>();
    engines.forEach((way, sandboxes) ->
        runs.put(way, LibraryTestRun.of(sandboxes.execute(LibraryTests.submission(module)))));
    if (all) {
      runs.put("python3", BarePython.run(image, LibraryTests.script(), module));
    }
    return new Result(module, runs);
  }

  private static Result done(Future<Result> run) {
    try {
      return run.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Beside the reports of the tests, for people: what differs, and what such modules printed.
  private void report(List<Result> results, List<Comparison> comparisons) throws IOException {
    Map<String, Integer> counts = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    for (Comparison comparison : comparisons) {
      String title = "by %s and by %s".formatted(comparison.expected, comparison.actual);
      for (Result result : results) {
        Map<String, String> differences = comparison.differences(result);
        counts.merge(title, differences.size(), Integer::sum);
        if (!differences.isEmpty()) {
          text.append("\n## ").append(result.module).append(' ').append(title).append('\n');
          differences.forEach(
              (test, what) -> text.append(test).append(": ").append(what).append('\n'));
          text.append(result.by(comparison.actual).printed()).append('\n');
        }
      }
    }
    long tests = results.stream().mapToLong(result -> result.by(REFERENCE).size()).sum();
    String summary =
        "%d modules of the library's tests with %d tests; different ends: %s"
            .formatted(results.size(), tests, counts);
    Files.writeString(Path.of("target", "library-tests-" + name() + ".txt"), summary + "\n" + text);
    System.out.println(summary);
  }
}
