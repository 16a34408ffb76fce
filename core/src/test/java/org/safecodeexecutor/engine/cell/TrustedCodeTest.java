package org.safecodeexecutor.engine.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.isolation.ResourceLimit;

/// The code that runs beside the program and is not Java: its own tests, and the data that it
/// shares with us.
class TrustedCodeTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final Pattern LIMIT = Pattern.compile("\\{(RLIMIT_\\w+), \\{([^,]+), ([^}]+)}}");

  @Test
  void pythonOfTheZygotePassesItsTests() throws IOException, InterruptedException {
    Path python = Path.of("/usr/bin/python3");
    Assumptions.assumeTrue(Files.isExecutable(python), "the tests need " + python);
    Process tests =
        new ProcessBuilder(python.toString(), "-m", "unittest", "cell/tests/test_prepare.py")
            .directory(REPOSITORY.toFile())
            .redirectErrorStream(true)
            .start();
    String report = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tests.waitFor()).as(report).isZero();
  }

  @Test
  void workersGetTheSameResourceLimitsAsContainers() throws IOException {
    Map<String, ResourceLimit> limits = new HashMap<>();
    for (ResourceLimit limit : ResourceLimit.of(Limits.DEFAULT)) {
      limits.put(limit.name(), limit);
    }
    limits.remove("RLIMIT_NOFILE"); // comes with the request
    String program = Files.readString(REPOSITORY.resolve("supervisor/program.c"));
    Map<String, ResourceLimit> found = new HashMap<>();
    for (MatchResult match : LIMIT.matcher(program).results().toList()) {
      found.put(
          match.group(1),
          new ResourceLimit(match.group(1), value(match.group(2)), value(match.group(3))));
    }
    assertThat(found).isEqualTo(limits);
  }

  /// A number, `N * mib` or `mib / N`.
  private static long value(String expression) {
    String text = expression.replace("mib", Long.toString(1 << 20));
    String[] parts = text.split(" ", -1);
    long first = Long.parseLong(parts[0]);
    if (parts.length == 1) {
      return first;
    }
    long second = Long.parseLong(parts[2]);
    return parts[1].equals("*") ? first * second : first / second;
  }
}
