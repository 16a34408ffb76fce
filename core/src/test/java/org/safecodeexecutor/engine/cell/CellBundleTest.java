package org.safecodeexecutor.engine.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.image.RuntimeImage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The golden file shows the whole container that cells live in; a change of it must be seen in
/// review.
class CellBundleTest {
  private static final List<String> WARM = List.of("json", "random");

  @Test
  void configurationIsTheGoldenFile() throws IOException {
    String shown =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(tree(WARM, 1));
    assertThat(shown.strip()).isEqualToNormalizingNewlines(golden().strip());
  }

  @Test
  void imageWithoutWarmModulesHasNoZygote() {
    assertThat(arguments(List.of(), 1))
        .endsWith("exec", "/usr/bin/python3", "/workspace/script.py");
    assertThat(arguments(WARM, 1))
        .containsSequence("fork", "/usr/bin/python3")
        .endsWith("json", "random");
  }

  @Test
  void containerIsToldTheVersionOfTheControlGroups() {
    assertThat(arguments(WARM, 1)).isNotEqualTo(arguments(WARM, 2));
  }

  /// SECURITY: what confines programs must not be something that one of them could change.
  @Test
  void everyFileOfTheHostIsMountedReadOnly() {
    List<JsonNode> binds =
        tree(WARM, 2)
            .get("mounts")
            .valueStream()
            .filter(mount -> mount.get("type").asString().equals("bind"))
            .toList();
    assertThat(binds)
        .hasSizeGreaterThan(3)
        .allSatisfy(mount ->
            assertThat(mount.get("options").valueStream().map(JsonNode::asString))
                .contains("ro", "nosuid", "nodev"));
  }

  private static List<String> arguments(List<String> preload, int cgroupVersion) {
    return tree(preload, cgroupVersion)
        .at("/process/args")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  private static JsonNode tree(List<String> preload, int cgroupVersion) {
    RuntimeImage image =
        new RuntimeImage(
            RuntimeId.PYTHON,
            Path.of("/images/python/rootfs"),
            "d1",
            List.of("/usr/bin/python3"),
            preload);
    CellBundle bundle =
        new CellBundle(
            image,
            1_900_000_000,
            Path.of("/run/0/bin"),
            Path.of("/run/0/cells-python/sockets"),
            "group/cells-python",
            cgroupVersion);
    return JsonMapper.shared().readTree(bundle.build().toJson());
  }

  private static String golden() throws IOException {
    try (InputStream file = CellBundleTest.class.getResourceAsStream("config.golden.json")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
