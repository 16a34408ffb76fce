package org.safecodeexecutor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.Submission;

@EnabledIfEnvironmentVariable(named = "SCE_REQUIRED", matches = "true")
class CellProcessTest {
  /// Nobody may have collected their status yet.
  @Test
  void processesThatHaveEndedAreNoneOfAnEngine() {
    Set<Long> others = CellProcess.containers();
    Set<String> engines;
    try (Sandboxes sandboxes = open()) {
      var _ = sandboxes.execute(Submission.python("pass"));
      engines = CellProcess.enginesSince(others);
      assertThat(engines).hasSize(1);
    }
    assertThat(CellProcess.all().map(CellProcess::engine)).doesNotContainAnyElementsOf(engines);
  }

  static Sandboxes open() {
    return Sandboxes.open(
        SandboxesConfig.DEFAULT
            .withEngine("cell")
            .withDataDirectory(Path.of(System.getenv("SCE_TEST_DATA"))));
  }
}
