package org.safecodeexecutor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The script `sce`, where it has built the program before, as `./sce test` makes it do: else it
/// would build it in the middle of this build.
class LauncherTest {
  private static final String JIT = "SCE_JIT";

  private record Result(int code, String text) {}

  @BeforeEach
  void hasBuiltWhatThereIs() throws IOException {
    assumeThat(Document.file("target/built")).exists();
    FileTime built = Files.getLastModifiedTime(Document.file("target/built"));
    for (String part : List.of("core", "archive", "docker", "server", "cli", "supervisor")) {
      try (Stream<Path> files = Files.walk(Document.file(part))) {
        assumeThat(files.filter(file -> !file.toString().contains("/target")))
            .noneMatch(file -> file.toFile().lastModified() > built.toMillis());
      }
    }
  }

  @Test
  void jvmStopsAtTheQuickCompiler() throws Exception {
    assertThat(flags(Map.of())).containsPattern("TieredStopAtLevel +=? *1 ");
    assertThat(flags(Map.of(JIT, "quick"))).containsPattern("TieredStopAtLevel +=? *1 ");
  }

  @Test
  void jvmMayOptimiseItselfFurther() throws Exception {
    assertThat(flags(Map.of(JIT, "full"))).containsPattern("TieredStopAtLevel +=? *4 ");
  }

  @Test
  void anotherCompilerIsRefusedByName() throws Exception {
    assertThat(sce(Map.of(JIT, "fast")))
        .isEqualTo(new Result(2, "sce: SCE_JIT is quick or full, not fast\n"));
  }

  /// Of the JVM that prints the version.
  private static String flags(Map<String, String> environment) throws Exception {
    Map<String, String> all = new HashMap<>(environment);
    all.put("JDK_JAVA_OPTIONS", "-XX:+PrintFlagsFinal");
    Result result = sce(all);
    assertThat(result.code()).isZero();
    return result.text();
  }

  private static Result sce(Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(Document.file("sce").toString(), "version").redirectErrorStream(true);
    builder.environment().remove(JIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Result(process.exitValue(), text);
  }
}
