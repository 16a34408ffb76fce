package org.safecodeexecutor.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.engine.container.Bundle;
import org.safecodeexecutor.image.RuntimeImage;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The golden file shows the whole security model of a container; a change of it must be seen in
/// review.
class RunBundleTest {
  @Test
  void configurationIsTheGoldenFile() throws IOException {
    ObjectNode config = tree(Limits.DEFAULT, true);
    ((ObjectNode) config.get("linux"))
        .remove("seccomp"); // as long as the rest; SeccompProfileTest has it
    String shown =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(config);
    assertThat(shown.strip()).isEqualToNormalizingNewlines(golden().strip());
  }

  @Test
  void scratchIsATmpfsOfTheDiskLimit() {
    Limits limits = Limits.DEFAULT.withDisk(DataSize.ofMebibytes(8));
    assertThat(tree(limits, true).get("mounts").toString())
        .contains("\"/tmp\"")
        .contains("size=8388608")
        .contains("nr_inodes=512");
  }

  @Test
  void swapIsNotSetWhereTheKernelCannotCountIt() {
    assertThat(tree(Limits.DEFAULT, false).at("/linux/resources/memory").has("swap")).isFalse();
  }

  @Test
  void everyConfigurationCarriesTheSystemCallFilter() {
    assertThat(tree(Limits.DEFAULT, true).at("/linux/seccomp/defaultAction").asString())
        .isEqualTo("SCMP_ACT_ERRNO");
  }

  private static ObjectNode tree(Limits limits, boolean swap) {
    return (ObjectNode) JsonMapper.shared().readTree(bundle(limits, swap).toJson());
  }

  private static Bundle bundle(Limits limits, boolean swap) {
    RuntimeImage image =
        new RuntimeImage(
            RuntimeId.PYTHON,
            Path.of("/images/python/rootfs"),
            "d1",
            List.of("/usr/bin/python3"),
            List.of());
    return new RunBundle(
            new SandboxSpec(image, limits),
            List.of("/usr/bin/python3", "/workspace/script.py"),
            1_900_000_000,
            1_900_000_001,
            Path.of("/run/0/id/workspace"),
            new TrustedFiles(Path.of("/run/0/bin/supervisor"), Optional.empty()),
            "group/id",
            swap)
        .build();
  }

  private static String golden() throws IOException {
    try (InputStream file = RunBundleTest.class.getResourceAsStream("config.golden.json")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
