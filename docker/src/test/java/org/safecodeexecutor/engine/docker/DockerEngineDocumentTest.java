package org.safecodeexecutor.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.engine.Capability;

/// docs/engines.md says what this engine declares.
class DockerEngineDocumentTest {
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| `([A-Z_]+)` \\| \\w+ \\| \\w+ \\| \\w+ \\| (yes|no) \\| (yes|no) \\|");

  @Test
  void theTableIsWhatTheEngineDeclares() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    ROW.matcher(Files.readString(Path.of("../docs/engines.md")))
        .results()
        .forEach(row -> documented.put(row.group(1), row.group(2) + " " + row.group(3)));
    Map<String, String> declared = new TreeMap<>();
    for (Capability each : Capability.values()) {
      declared.put(
          each.name(),
          word(DockerEngine.CAPABILITIES, each)
              + " "
              + word(DockerEngine.GVISOR_CAPABILITIES, each));
    }
    assertThat(documented).isEqualTo(declared);
  }

  private static String word(Set<Capability> capabilities, Capability each) {
    return capabilities.contains(each) ? "yes" : "no";
  }
}
