package org.safecodeexecutor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.Overloaded;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.api.Submission;

/// Every answer of the service, over a socket, with a fake behind it.
class HttpServiceTest {
  private static final String HOST = "Host: localhost\r\n";
  private static final String JSON_TYPE = "Content-Type: application/json\r\n";

  private final FakeSandboxes sandboxes = new FakeSandboxes();
  private final HttpService service =
      HttpService.start(
          ServerConfig.DEFAULT.withAddress("127.0.0.1", 0).withHostNames(List.of("sce.example")),
          sandboxes);
  private final Wire wire = new Wire(service.port());

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void successIsTheOutputAndNothingElse() {
    sandboxes.answer(new Outcome.Exited(0), "4\n", "");

    Wire.Reply reply = wire.postJson("{\"code\": \"print(2 + 2)\"}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"output\":\"4\\n\"}");
    assertThat(reply.headers()).containsEntry("content-type", "application/json");
  }

  @Test
  void codeAndInputReachTheSandboxUnchanged() {
    wire.postJson("{\"code\": \"print('\\u00e9\\ud83d\\ude00')\", \"stdin\": \"a\\nb\"}");

    Submission submission = sandboxes.submissions.remove();
    assertThat(submission.files()).containsExactly(SourceFile.ofText("script.py", "print('é😀')"));
    assertThat(submission.stdin().text()).isEqualTo("a\nb");
    assertThat(submission.limits()).isEqualTo(ServerConfig.DEFAULT.limits());
  }

  @Test
  void rawZipRunsAsAProject() throws IOException {
    Wire.Reply reply = wire.post("/run", "application/zip", zip("app/main.py", "app/util.py"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(sandboxes.submissions.remove().entry()).isEqualTo("main.py");
  }

  @Test
  void entryOfAZipCanBeNamed() throws IOException {
    wire.post("/run?entry=util.py", "application/x-zip-compressed", zip("main.py", "util.py"));
    assertThat(sandboxes.submissions.remove().entry()).isEqualTo("util.py");

    Wire.Reply reply = wire.post("/run?entry=no.py", "application/zip", zip("main.py"));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.error()).contains("the entry is not a file of the zip");
  }

  @Test
  void zipInAFormRunsAsAProjectWhateverTheFieldIsCalled() throws IOException {
    byte[] form = form(file("anything", zip("main.py")), field("stdin", "line\n"));

    Wire.Reply reply = wire.post("/run", "multipart/form-data; boundary=XX", form);

    assertThat(reply.status()).isEqualTo(200);
    Submission submission = sandboxes.submissions.remove();
    assertThat(submission.entry()).isEqualTo("main.py");
    assertThat(submission.stdin().text()).isEqualTo("line\n");
  }

  @Test
  void largeUploadInAFormStaysInMemory() throws IOException {
    byte[] big = new byte[5 << 20];
    new java.util.Random(1).nextBytes(big);

    Wire.Reply reply =
        wire.post(
            "/run",
            "multipart/form-data; boundary=XX",
            form(file("f", zip(List.of("main.py", "blob"), big))));

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(sandboxes.submissions.remove().files().get(1).content().size())
        .isEqualTo(big.length);
  }

  @Test
  void formsWithOtherFieldsOrWithoutAFileAreRefused() throws IOException {
    byte[] zip = zip("main.py");
    String type = "multipart/form-data; boundary=XX";

    assertThat(wire.post("/run", type, form(field("stdin", "x"))).error()).contains("no file");
    assertThat(wire.post("/run", type, form(file("a", zip), file("b", zip))).error())
        .contains("Unknown form field");
    assertThat(wire.post("/run", type, form(file("a", zip), field("code", "1"))).error())
        .contains("Unknown form field");
    assertThat(wire.post("/run", type, "--XX\r\ngarbage".getBytes(StandardCharsets.UTF_8)).error())
        .contains("malformed");
    for (String none : List.of("", "; boundary=", "; boundary=\"XX")) { // the last found by fuzzing
      assertThat(wire.post("/run", "multipart/form-data" + none, form(file("a", zip))).error())
          .contains("no boundary");
    }
    assertThat(sandboxes.submissions).isEmpty();
  }

  @Test
  void refusedZipsSayWhy() throws IOException {
    Wire.Reply reply =
        wire.post("/run", "application/zip", "no zip".getBytes(StandardCharsets.UTF_8));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).isEqualTo("{\"error\":\"not a zip archive\"}");
    assertThat(wire.post("/run", "application/zip", zip("../evil.py")).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "x",
        "",
        "application/json; charset=utf-16"
      })
  void otherMediaTypesAreRefused(String type) {
    Wire.Reply reply =
        wire.post("/run", type, "{\"code\": \"1\"}".getBytes(StandardCharsets.UTF_8));

    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.error()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /run, POST",
    "PUT, /run, POST",
    "DELETE, /run, POST",
    "PROPFIND, /run, POST",
    "POST, /healthz, GET",
    "POST, /, GET"
  })
  void otherMethodsAreRefusedAndTheRightOnesNamed(String method, String path, String allowed) {
    Wire.Reply reply =
        wire.send("%s %s HTTP/1.1\r\n%sConnection: close\r\n\r\n".formatted(method, path, HOST));

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.headers().get("allow")).contains(allowed).contains("OPTIONS");
    assertThat(reply.error()).contains("Method not allowed");
  }

  @Test
  void optionsNamesTheMethods() {
    Wire.Reply reply = wire.send("OPTIONS /run HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");

    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.headers()).containsEntry("allow", "POST, OPTIONS");
  }

  @Test
  void headIsGetWithoutABody() {
    Wire.Reply reply = wire.send("HEAD / HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/run/", "/run/x", "/web/index.html", "/../etc/passwd"})
  void otherPathsAreNotFound(String path) {
    Wire.Reply reply = wire.get(path);

    assertThat(reply.status()).isIn(404, 400);
    assertThat(reply.error()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /run/..;/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        "POST /run HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n"
      })
  void malformedRequestsAreAnsweredInJson(String request) {
    Wire.Reply reply = wire.send(request);

    assertThat(reply.status()).isBetween(400, 505);
    assertThat(reply.headers()).containsEntry("content-type", "application/json");
    assertThat(reply.headers()).containsKey("x-request-id");
    assertThat(reply.error()).isNotBlank();
  }

  @Test
  void badQueriesAreRefused() throws IOException {
    List<String> bad =
        List.of(
            "entry=%zz",
            "x=1",
            "entry=main.py&entry=main.py",
            "entry",
            "&",
            "details",
            "details=1",
            "details=true&details=true",
            "details=true&");
    for (String query : bad) {
      Wire.Reply reply = wire.post("/run?" + query, "application/zip", zip("main.py"));
      assertThat(reply.status()).as(query).isEqualTo(400);
      assertThat(reply.error()).contains("uery parameter");
    }
    assertThat(wire.post("/run?entry=a", "application/json", new byte[0]).status()).isEqualTo(400);
    assertThat(wire.post("/run?entry=a%2fm+n.py", "application/zip", zip("a/m n.py", "b")).status())
        .isEqualTo(200);
  }

  @Test
  void bodiesThatAreTooLargeAreRefusedUnread() {
    Wire.Reply reply =
        wire.send(
            "POST /run HTTP/1.1\r\n%s%sContent-Length: 99999999999\r\nConnection: close\r\n\r\n"
                .formatted(HOST, JSON_TYPE));

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.error()).contains("too large");
  }

  @Test
  void chunkedBodiesAreCountedWhileTheyAreRead() {
    String chunk = "100000\r\n" + " ".repeat(1 << 20) + "\r\n";
    String head =
        "POST /run HTTP/1.1\r\n%s%sTransfer-Encoding: chunked\r\n".formatted(HOST, JSON_TYPE);

    Wire.Reply reply =
        wire.send(head + "Connection: close\r\n\r\n" + chunk.repeat(2) + "1\r\n \r\n0\r\n\r\n");

    assertThat(reply.status()).isEqualTo(413);
  }

  @Test
  void chunkedBodiesWork() {
    String json = "{\"code\": \"1\"}";
    Wire.Reply reply =
        wire.send(
            "POST /run HTTP/1.1\r\n%s%sTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
                .formatted(HOST, JSON_TYPE, json.length(), json));

    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void overloadSaysWhenToComeBack() {
    sandboxes.fail(new Overloaded("Too many executions", Duration.ofMillis(1500)));

    Wire.Reply reply = wire.postJson("{\"code\": \"1\"}");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.headers()).containsEntry("retry-after", "2");
    assertThat(reply.error()).isEqualTo("Too many executions");
  }

  @Test
  void programsAreRefusedUnreadWhenThereIsNoRoomAndTheConnectionGoesOn() {
    sandboxes.fill();
    String body = "{\"code\": \"1\"}";
    String post =
        "POST /run HTTP/1.1\r\n%s%sContent-Length: %d\r\n\r\n%s"
            .formatted(HOST, JSON_TYPE, body.length(), body);

    Wire.Reply reply = wire.postJson(body);
    Wire.Reply three =
        wire.send(post + post + "GET /healthz HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.headers())
        .containsEntry("retry-after", "1")
        .containsEntry("content-type", "application/json")
        .containsKey("x-request-id");
    assertThat(reply.error()).contains("try again later");
    assertThat(three.body().split("HTTP/1.1 503", -1)).hasSize(2);
    assertThat(three.body()).endsWith("{\"status\":\"alive\"}");
    assertThat(sandboxes.submissions).isEmpty();
  }

  @Test
  void failuresOfTheHostAreASentenceAndAnId() {
    sandboxes.fail(new DependencyUnavailable("runc is missing: apt-get install runc"));

    Wire.Reply reply = wire.postJson("{\"code\": \"1\"}");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.error()).isEqualTo("runc is missing: apt-get install runc");
    assertThat(reply.json().path("request_id").asString())
        .isEqualTo(reply.headers().get("x-request-id"));
  }

  @Test
  void failuresOfTheEngineAreASentenceAndAnId() {
    sandboxes.fail(new EngineFailure("mount", "no space left", null));

    assertThat(wire.postJson("{\"code\": \"1\"}").body())
        .contains("The sandbox failed (mount): no space left")
        .contains("request_id");
  }

  @Test
  void unexpectedFailuresTellNothingButTheId() {
    sandboxes.fail(new IllegalStateException("secret internals"));

    Wire.Reply reply = wire.postJson("{\"code\": \"1\"}");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).doesNotContain("secret").doesNotContain("Exception");
    assertThat(reply.json().path("request_id").asString()).isNotBlank();
  }

  @Test
  void everyResponseHasAnIdOfItsOwn() {
    String first = wire.get("/").headers().get("x-request-id");
    String second = wire.get("/nothing").headers().get("x-request-id");

    assertThat(first).matches("[0-9a-f]{16}");
    assertThat(second).matches("[0-9a-f]{16}").isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "a b"})
  void foreignHostNamesAreRefused(String host) {
    Wire.Reply reply = wire.postWith("Host: " + host + "\r\n" + JSON_TYPE, "{\"code\": \"1\"}");

    assertThat(reply.status()).isIn(421, 400);
    assertThat(sandboxes.submissions).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:5000",
        "127.0.0.1:1",
        "[::1]:5000",
        "10.0.0.7",
        "SCE.example"
      })
  void ownHostNamesAndAddressesAreServed(String host) {
    Wire.Reply reply = wire.postWith("Host: " + host + "\r\n" + JSON_TYPE, "{\"code\": \"1\"}");

    assertThat(reply.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "null",
        "http://localhost:1",
        "http://localhost.evil.example"
      })
  void pagesOfOtherOriginsAreRefused(String origin) {
    String headers = "Host: localhost:5000\r\nOrigin: " + origin + "\r\n" + JSON_TYPE;

    Wire.Reply reply = wire.postWith(headers, "{\"code\": \"1\"}");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(sandboxes.submissions).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:5000, http://localhost:5000",
    "sce.example, https://sce.example",
    "sce.example:443, https://sce.example",
    "sce.example, http://sce.example"
  })
  void pagesOfTheSameOriginAreServed(String host, String origin) {
    String headers = "Host: %s\r\nOrigin: %s\r\n%s".formatted(host, origin, JSON_TYPE);

    assertThat(wire.postWith(headers, "{\"code\": \"1\"}").status()).isEqualTo(200);
  }

  @Test
  void healthAndReadinessAreTold() {
    assertThat(wire.get("/healthz").body()).isEqualTo("{\"status\":\"alive\"}");
    assertThat(wire.get("/readyz").body()).isEqualTo("{\"status\":\"ready\"}");
  }

  @Test
  void pageIsServedWithAStrictPolicy() {
    Wire.Reply page = wire.get("/");

    assertThat(page.headers()).containsEntry("content-type", "text/html;charset=utf-8");
    assertThat(page.headers().get("content-security-policy"))
        .contains("default-src 'none'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers()).containsEntry("x-content-type-options", "nosniff");
    assertThat(page.headers()).containsEntry("referrer-policy", "no-referrer");
    assertThat(page.headers()).doesNotContainKey("server");
    assertThat(page.body()).doesNotContain("onclick").doesNotContain("style=");
    assertThat(wire.get("/page.js").headers().get("content-type")).startsWith("text/javascript");
    assertThat(wire.get("/style.css").headers().get("content-type")).startsWith("text/css");
  }

  @Test
  void portInUseIsNamed() {
    ServerConfig same = ServerConfig.DEFAULT.withAddress("127.0.0.1", service.port());

    assertThatThrownBy(() -> HttpService.start(same, sandboxes))
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessageContaining("port " + service.port());
  }

  /// They would keep a process that could not serve from ending.
  @Test
  void startThatFailsLeavesNoThreads() {
    ServerConfig same = ServerConfig.DEFAULT.withAddress("127.0.0.1", service.port());
    Set<Thread> before = threadsOfServices();

    assertThatThrownBy(() -> HttpService.start(same, sandboxes))
        .isInstanceOf(DependencyUnavailable.class);
    Awaitility.await().untilAsserted(() -> assertThat(before).containsAll(threadsOfServices()));
  }

  private static Set<Thread> threadsOfServices() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("(http|Scheduler)-.*"))
        .collect(Collectors.toSet());
  }

  @Test
  void nobodyIsHeardBeforeThereAreSandboxes() throws Exception {
    ServerConfig config = ServerConfig.DEFAULT.withAddress("127.0.0.1", freePort());
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    var starting =
        CompletableFuture.supplyAsync(() ->
            HttpService.start(
                config,
                sandboxes,
                () -> {
                  asked.countDown();
                  await(open);
                }));

    await(asked);
    assertThatThrownBy(() -> new Socket(config.host(), config.port()).close())
        .isInstanceOf(ConnectException.class);
    open.countDown();

    try (HttpService started = starting.get(10, TimeUnit.SECONDS)) {
      assertThat(new Wire(started.port()).get("/").status()).isEqualTo(200);
    }
  }

  @Test
  void sandboxesThatDoNotOpenAreTheReasonGiven() {
    DependencyUnavailable reason = new DependencyUnavailable("runc is not installed");
    ServerConfig config = ServerConfig.DEFAULT.withAddress("127.0.0.1", 0);

    assertThatThrownBy(() ->
            HttpService.start(
                config,
                sandboxes,
                () -> {
                  throw reason;
                }))
        .isSameAs(reason);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] zip(String... names) throws IOException {
    return zip(List.of(names), "1".getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] zip(List<String> names, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] file(String field, byte[] content) {
    return part("name=\"%s\"; filename=\"p.zip\"".formatted(field), content);
  }

  private static byte[] field(String name, String value) {
    return part("name=\"%s\"".formatted(name), value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] part(String disposition, byte[] content) {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    String head = "--XX\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n";
    part.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    part.writeBytes(content);
    part.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    return part.toByteArray();
  }

  private static byte[] form(byte[]... parts) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      form.writeBytes(part);
    }
    form.writeBytes("--XX--\r\n".getBytes(StandardCharsets.UTF_8));
    return form.toByteArray();
  }
}
