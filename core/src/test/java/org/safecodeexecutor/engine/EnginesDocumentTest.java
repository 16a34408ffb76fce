package org.safecodeexecutor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.engine.cell.CellEngine;
import org.safecodeexecutor.engine.oci.OciEngine;

/// docs/engines.md says what the engines declare.
class EnginesDocumentTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (yes|no) \\| (yes|no) \\| (yes|no) \\|");

  @Test
  void theTableIsWhatTheEnginesDeclare() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    ROW.matcher(Files.readString(Path.of("../docs/engines.md")))
        .results()
        .forEach(row ->
            documented.put(
                row.group(1), String.join(" ", row.group(2), row.group(3), row.group(4))));
    Map<String, String> declared = new TreeMap<>();
    for (Capability each : Capability.values()) {
      declared.put(
          each.name(),
          String.join(
              " ",
              word(CellEngine.CAPABILITIES, each),
              word(OciEngine.CAPABILITIES, each),
              word(OciEngine.GVISOR_CAPABILITIES, each)));
    }
    assertThat(documented).isEqualTo(declared);
  }

  private static String word(Set<Capability> capabilities, Capability each) {
    return capabilities.contains(each) ? "yes" : "no";
  }
}
