package org.safecodeexecutor.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.testkit.TestHost;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The table of promises of `POST /run`, row by row, with real programs in real sandboxes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunHttpTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Sandboxes sandboxes;
  private HttpService service;
  private Wire wire;

  @BeforeAll
  void start() {
    sandboxes = TestHost.open(TestHost.config());
    service = HttpService.start(ServerConfig.DEFAULT.withAddress("127.0.0.1", 0), sandboxes);
    wire = new Wire(service.port());
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
    if (sandboxes != null) {
      sandboxes.close();
    }
  }

  @Test
  void printIsTheOutput() {
    Wire.Reply reply = run("print(2 + 2)");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"output\":\"4\\n\"}");
  }

  @Test
  void detailsSayWhatWasEnforced() {
    Wire.Reply reply =
        wire.post(
            "/run?details=true",
            "application/json",
            json(Map.of("code", "raise SystemExit(3)")).getBytes(StandardCharsets.UTF_8));

    JsonNode body = JSON.readTree(reply.body());
    assertThat(reply.status()).isEqualTo(400);
    assertThat(body.at("/exit_code").intValue()).isEqualTo(3);
    assertThat(body.at("/details/outcome").asString()).isEqualTo("exited");
    assertThat(body.at("/details/usage/wall_time_millis").doubleValue()).isPositive();
    assertThat(body.at("/details/enforcement/engine").asString()).isEqualTo("cell");
    assertThat(body.at("/details/enforcement/limits/memory").asString()).isEqualTo("128MiB");
    assertThat(body.at("/details/enforcement/limits").size()).isEqualTo(Limit.values().length);
    assertThat(body.at("/details/stdout").isMissingNode()).isTrue();
  }

  @Test
  void detailsOfAZipComeWithItsEntry() throws IOException {
    byte[] zip = zip(Map.of("a.py", "print('a')", "b.py", "print('b')"));
    Wire.Reply reply = wire.post("/run?details=true&entry=b.py", "application/zip", zip);

    JsonNode body = JSON.readTree(reply.body());
    assertThat(body.at("/output").asString()).isEqualTo("b\n");
    assertThat(body.at("/details/outcome").asString()).isEqualTo("exited");
  }

  @Test
  void inputIsRead() {
    String body = json(Map.of("code", "print(input() + '!')", "stdin", "héllo\n"));

    assertThat(wire.postJson(body).json().path("output").asString()).isEqualTo("héllo!\n");
  }

  @Test
  void errorsOfASuccessfulProgramAreAdded() {
    Wire.Reply reply = run("import sys; print('warned', file=sys.stderr)");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"output\":\"\",\"stderr\":\"warned\\n\"}");
  }

  @Test
  void codeThatIsTooLongIsRefused() {
    Wire.Reply reply = run("#".repeat(5001));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).isEqualTo("{\"error\":\"Code too long (5000 chars max)\"}");
    assertThat(run("#" + "😀".repeat(4999)).status()).isEqualTo(200);
  }

  @Test
  void exitCodeIsTold() {
    Wire.Reply reply = run("import sys; print('a'); print('b', file=sys.stderr); sys.exit(3)");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body())
        .isEqualTo(
            "{\"error\":\"Execution failed\",\"stdout\":\"a\\n\",\"stderr\":\"b\\n\",\"exit_code\":3}");
  }

  @Test
  void uncaughtExceptionIsExitCode1WithItsTraceback() {
    JsonNode body = run("print('x')\nraise ValueError('boom')").json();

    assertThat(body.path("error").asString()).isEqualTo("Execution failed");
    assertThat(body.path("exit_code").asInt()).isEqualTo(1);
    assertThat(body.path("stdout").asString()).isEqualTo("x\n");
    assertThat(body.path("stderr").asString())
        .contains("/workspace/script.py\", line 2")
        .contains("ValueError: boom");
  }

  @Test
  void signalIsTold() {
    Wire.Reply reply = run("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.error()).isEqualTo("Execution failed");
    assertThat(reply.json().path("signal").asString()).isEqualTo("SIGSEGV");
    assertThat(reply.json().path("exit_code").asInt()).isEqualTo(139);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = b'x' * (300 << 20)",
        """
        import os, time
        for _ in range(4):
            if os.fork() == 0:
                x = b"x" * (60 << 20)
                time.sleep(5)
                os._exit(0)
        assert [os.wait()[1] for _ in range(4)] == [0] * 4
        """
      })
  void tooMuchMemoryIsTold(String code) {
    Wire.Reply reply = run(code);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.error())
        .isEqualTo("Process killed: out-of-memory (container exceeded memory limit)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import socket; socket.create_connection(('192.0.2.1', 80), 2)",
        "import urllib.request; urllib.request.urlopen('http://example.com', timeout=2)",
        "import requests; requests.get('http://example.com', timeout=2)",
        "import socket; socket.getaddrinfo('example.com', 80)"
      })
  void failureBecauseOfTheNetworkIsTold(String code) {
    Wire.Reply reply = run(code);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.error()).as(reply.body()).isEqualTo("Network access is disabled");
    assertThat(reply.json().path("stderr").asString()).contains("Traceback");
  }

  @Test
  void programThatCopesWithoutTheNetworkSucceeds() {
    Wire.Reply reply =
        run(
            """
            import socket
            try:
                socket.create_connection(("192.0.2.1", 80), 2)
            except OSError:
                print("offline")
            """);

    assertThat(reply.body()).isEqualTo("{\"output\":\"offline\\n\"}");
  }

  @Test
  void tooMuchOutputIsCutOff() {
    Wire.Reply reply = run("while True: print('x' * 1000)");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.error()).isEqualTo("Output limit exceeded (1 MiB)");
    assertThat(reply.json().path("truncated").asBoolean()).isTrue();
    assertThat(reply.json().path("stdout").asString()).hasSize(1 << 20);
  }

  @Test
  void outputThatIsNoUtf8IsReplaced() {
    assertThat(
            run("import sys; sys.stdout.buffer.write(b'a\\xffb')").json().path("output").asString())
        .isEqualTo("a\ufffdb");
  }

  @Test
  void halfASurrogatePairInTheCodeIsNoFailureOfOurs() {
    assertThat(wire.postJson("{\"code\": \"print('\\ud800')\"}").status()).isLessThan(500);
  }

  @Test
  void projectImportsItsFilesAndReadsItsData() throws IOException {
    byte[] zip =
        zip(
            Map.of(
                "app/main.py",
                    "from lib.util import double\nprint(double(open('data.txt').read()))",
                "app/lib/util.py", "def double(text): return text * 2",
                "app/data.txt", "ab"));

    Wire.Reply reply = wire.post("/run", "application/zip", zip);

    assertThat(reply.body()).isEqualTo("{\"output\":\"abab\\n\"}");
  }

  @Test
  void hangUpFreesThePlaceAtOnce() throws Exception {
    String body = json(Map.of("code", "while True: pass"));
    for (int round = 0; round < 8; round++) {
      try (Socket socket = wire.open()) {
        String request =
            "POST /run HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: %d\r\n\r\n%s".formatted(body.length(), body);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        Thread.sleep(200);
      }
    }
    long begun = System.nanoTime();

    assertThat(run("print(1)").status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  private Wire.Reply run(String code) {
    return wire.postJson(json(Map.of("code", code)));
  }

  private static String json(Map<String, String> body) {
    return JSON.writeValueAsString(body);
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
