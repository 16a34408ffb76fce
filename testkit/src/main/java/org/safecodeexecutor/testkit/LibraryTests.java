package org.safecodeexecutor.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.safecodeexecutor.api.CpuShare;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.image.ImageBuilder;
import org.safecodeexecutor.image.ProgressListener;
import org.safecodeexecutor.image.Recipe;
import org.safecodeexecutor.image.RuntimeImage;

/// The standard library's own tests: which modules of them are run, in which image, and how.
///
/// `library/modules.txt` names the modules; those with a `+` are quick and always the same, and
/// belong to every test of the project. `library/script.py` is the program that runs one.
final class LibraryTests {
  private static final String TESTS = "libpython3.11-testsuite";
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Limits LIMITS =
      Limits.DEFAULT
          .withWallTime(LONGEST)
          .withCpuTime(LONGEST)
          .withMemory(DataSize.ofMebibytes(1024))
          .withDisk(DataSize.ofMebibytes(64))
          .withOutput(DataSize.ofMebibytes(8))
          .withProcesses(256)
          .withOpenFiles(1024)
          .withCpuShare(new CpuShare(1000));

  private LibraryTests() {}

  static List<String> modules(boolean all) {
    List<String> modules = new ArrayList<>();
    for (String line : lines("modules.txt")) {
      if (all || line.startsWith("+ ")) {
        modules.add(line.substring(2));
      }
    }
    return modules;
  }

  /// The differences that are meant to be: a module and perhaps a test in it, and behind a colon
  /// the reason.
  static Map<String, String> declared(String file) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String line : lines(file)) {
      int colon = line.indexOf(": ");
      reasons.put(line.substring(0, colon), line.substring(colon + 2));
    }
    return reasons;
  }

  static Submission submission(String module) {
    return Submission.python(script())
        .withRuntime(recipe().id())
        .withArguments(List.of(module))
        .withLimits(LIMITS);
  }

  static String script() {
    return resource("script.py");
  }

  /// The image of the recipe `python`, and the tests in it; built if it is not there.
  static RuntimeImage image(Path dataDirectory) {
    return new ImageBuilder(dataDirectory)
        .build(recipe(), ImageBuilder.Options.DEFAULT, ProgressListener.NONE);
  }

  /// Some tests are files that cannot be compiled, at which the recipe's own compilation would
  /// stop.
  private static Recipe recipe() {
    Recipe python = Recipe.named(RuntimeId.PYTHON);
    List<String> packages = new ArrayList<>(python.packages());
    packages.add(TESTS);
    List<Recipe.Step> setup = new ArrayList<>();
    setup.add(
        new Recipe.Step(
            "putting the tests aside",
            "cd /usr/lib/python3.11; mkdir /aside; mv test lib2to3/tests /aside"));
    setup.addAll(python.setup());
    setup.add(
        new Recipe.Step(
            "compiling the tests",
            "cd /usr/lib/python3.11; mv /aside/test .; mv /aside/tests lib2to3; rmdir /aside;"
                + " python3 -I -m compileall -q -j 0 --invalidation-mode unchecked-hash test"
                + " >/dev/null || true"));
    return new Recipe(
        "python-testsuite", python.suite(), packages, setup, python.command(), python.preload());
  }

  private static List<String> lines(String file) {
    return resource(file).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }

  private static String resource(String file) {
    try (InputStream in = LibraryTests.class.getResourceAsStream("/library/" + file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
