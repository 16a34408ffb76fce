package org.safecodeexecutor.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  @Test
  void packagesAreUnpackedAndTheirScriptsAreNotRun() {
    List<String> line =
        Bootstrap.commandLine(
            Recipe.parse(RecipeTest.MINIMAL),
            List.of("deb file:/mirror bookworm main"),
            Path.of("/data/rootfs"));

    assertThat(line).startsWith("mmdebstrap").contains("--variant=extract", "--include=dash");
    assertThat(line).endsWith("bookworm", "/data/rootfs", "deb file:/mirror bookworm main");
  }

  @Test
  void progressFollowsTheDownloads() {
    List<String> heard = new ArrayList<>();
    Consumer<String> output =
        Bootstrap.progress((fraction, what) -> heard.add("%.2f %s".formatted(fraction, what)), 0.5);

    output.accept("I: running apt-get update...");
    output.accept("Get:3 http://mirror bookworm-security InRelease [48.0 kB]");
    output.accept("0 upgraded, 4 newly installed, 0 to remove and 0 not upgraded.");
    output.accept("Get:2 http://mirror bookworm/main amd64 dash amd64 0.5.12-2 [91.8 kB]");
    output.accept("Get:4 http://mirror bookworm/main amd64 tar amd64 1.34 [836 kB]");
    output.accept("I: extracting archives...");

    assertThat(heard)
        .containsExactly(
            "0.03 reading the lists of packages",
            "0.20 downloading 4 packages",
            "0.26 downloading 4 packages",
            "0.33 downloading 4 packages",
            "0.33 unpacking");
  }
}
