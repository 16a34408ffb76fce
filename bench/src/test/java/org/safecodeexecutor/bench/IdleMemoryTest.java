package org.safecodeexecutor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.Submission;

@EnabledIfEnvironmentVariable(named = "SCE_REQUIRED", matches = "true")
class IdleMemoryTest {
  private static final Pattern OF_FILES = Pattern.compile("(?m)^Pss_File:\\s+(\\d+) kB");

  /// It has read some 9 MiB of them to import everything.
  @Test
  void warmInterpreterKeepsHardlyAnyPagesOfFiles() throws IOException {
    Set<Long> others = CellProcess.containers();
    try (Sandboxes sandboxes = CellProcessTest.open()) {
      var _ = sandboxes.execute(Submission.python("pass"));
      Set<String> engines = CellProcess.enginesSince(others);
      assertThat(engines).hasSize(1);
      List<CellProcess> warm =
          CellProcess.all()
              .filter(each -> engines.contains(each.engine()))
              .filter(each -> each.depth() == CellProcess.IN_CONTAINER && !each.first())
              .toList();
      assertThat(warm).hasSize(1);
      assertThat(kibibytesOfFiles(warm.getFirst())).isBetween(1L, 2048L);
    }
  }

  private static long kibibytesOfFiles(CellProcess process) throws IOException {
    Matcher found = OF_FILES.matcher(Files.readString(process.file("smaps_rollup")));
    assertThat(found.find()).isTrue();
    return Long.parseLong(found.group(1));
  }
}
