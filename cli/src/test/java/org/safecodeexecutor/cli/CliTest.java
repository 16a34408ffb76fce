package org.safecodeexecutor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The commands with the real engine. Needs root and, in `SCE_TEST_DATA`, a data directory with an
/// image; skipped without it unless `SCE_REQUIRED` is `true`.
@Timeout(120)
class CliTest {
  @TempDir Path directory;
  private final CommandRunner command = new CommandRunner(new InstalledProduct());

  @BeforeEach
  void needsAnImage() {
    String data = System.getenv("SCE_TEST_DATA");
    boolean required = "true".equals(System.getenv("SCE_REQUIRED"));
    if (required) {
      assertThat(data).describedAs("SCE_TEST_DATA").isNotNull();
    }
    assumeThat(data).describedAs("SCE_TEST_DATA").isNotNull();
    command.environment.put("SCE_SANDBOXES_DATA_DIRECTORY", data);
  }

  @Test
  void aProgramsOutputAndExitCodeArePassedThrough() {
    String code = "import sys; print(input() * 2); print('no', file=sys.stderr); sys.exit(3)";
    assertThat(command.withStdin("ab").run("run", script(code))).isEqualTo(3);
    assertThat(command.out()).isEqualTo("abab\n");
    assertThat(command.err()).isEqualTo("no\n");
  }

  @Test
  void aProjectIsRunWithItsImportsAndArguments() throws IOException {
    Files.writeString(directory.resolve("tool.py"), "def double(n): return 2 * n");
    Files.writeString(
        directory.resolve("main.py"), "import sys, tool; print(tool.double(int(sys.argv[1])))");
    assertThat(command.run("run", directory.toString(), "--", "21")).isZero();
    assertThat(command.out()).isEqualTo("42\n");
  }

  @Test
  void anEndlessLoopTimesOut() {
    String script = script("while True: pass");
    assertThat(command.run("run", script, "--limit", "wall-time=500ms")).isEqualTo(124);
    assertThat(command.err()).startsWith("sce: wall-time limit exceeded");
  }

  @Test
  void tooMuchMemoryIsReportedAsSuch() {
    assertThat(command.run("run", script("x = bytearray(1 << 30)\nx[::4096]"))).isEqualTo(137);
    assertThat(command.err()).isEqualTo("sce: memory limit exceeded (128MiB)\n");
  }

  @Test
  void aCrashHasTheSignalsCode() {
    String crash = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)";
    assertThat(command.run("run", script(crash))).isEqualTo(139);
    assertThat(command.err()).isEqualTo("sce: killed by SIGSEGV\n");
  }

  @Test
  void theNetworkIsNamed() {
    String connect = "import socket; socket.create_connection(('192.0.2.1', 80), 1)";
    assertThat(command.run("run", script(connect))).isEqualTo(1);
    assertThat(command.err()).endsWith("sce: network access is disabled\n");
  }

  @Test
  void jsonTellsWhatWasEnforced() {
    assertThat(command.run("run", script("print(4)"), "--json", "--limit", "memory=32MiB"))
        .isZero();
    JsonNode record = JsonMapper.builder().build().readTree(command.out());
    assertThat(record.at("/stdout").asString()).isEqualTo("4\n");
    assertThat(record.at("/enforcement/limits/memory").asString()).isEqualTo("32MiB");
  }

  @Test
  void interruptingEndsTheProgramAtOnce() {
    String endless = "import time; print('up', flush=True); time.sleep(60)";
    String script = script(endless);
    var code =
        CompletableFuture.supplyAsync(() -> command.run("run", script, "--limit", "wall-time=60s"));
    Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> command.out().contains("up"));
    command.onEnd.remove().run();
    assertThat(code.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(130);
    assertThat(command.err()).isEqualTo("sce: cancelled\n");
  }

  @Test
  void theServiceAnswersUntilItIsStopped() throws Exception {
    var code = CompletableFuture.supplyAsync(() -> command.run("serve", "--port", "0"));
    Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> command.out().contains("Ready"));
    URI address = URI.create(command.out().split(" ", -1)[2] + "/run");
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"code\": \"print(2 + 2)\"}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.body()).isEqualTo("{\"output\":\"4\\n\"}");
    }
    command.onEnd.remove().run();
    assertThat(code.orTimeout(30, TimeUnit.SECONDS).join()).isZero();
  }

  @Test
  void doctorFindsThatThisHostHolds() {
    assertThat(command.run("doctor")).isZero();
    assertThat(command.out()).contains("PASS").doesNotContain("FAIL");
  }

  private String script(String code) {
    try {
      return Files.writeString(directory.resolve("script.py"), code).toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
