package org.safecodeexecutor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Outcome;
import org.slf4j.LoggerFactory;

/// What the log says about a run, and what it never says.
class RequestLogTest {
  private static final String MARKER = "XyZzY-marker";

  private final FakeSandboxes sandboxes = new FakeSandboxes();
  private final HttpService service =
      HttpService.start(ServerConfig.DEFAULT.withAddress("127.0.0.1", 0), sandboxes);
  private final Wire wire = new Wire(service.port());
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  @BeforeEach
  void listen() {
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    root.addAppender(log);
    root.setLevel(Level.INFO);
  }

  @AfterEach
  void stop() {
    root.detachAppender(log);
    service.close();
  }

  @Test
  void runIsOneEventWithItsFacts() {
    sandboxes.answer(new Outcome.Exited(3), "12345", "1");

    Wire.Reply reply = wire.postJson("{\"code\": \"1\"}");

    assertThat(text(runs(1).getFirst()))
        .contains("id=\"" + reply.headers().get("x-request-id") + '"')
        .contains("outcome=\"exited 3\"", "status=\"400\"", "client=\"127.0.0.1\"")
        .contains("stdout_bytes=\"5\"", "stderr_bytes=\"1\"", "wall_ms=\"12.0\"", "total_ms=");
  }

  @Test
  void refusedRequestIsOneEvent() {
    wire.postJson("[]");

    assertThat(text(runs(1).getFirst())).contains("outcome=\"refused\"", "status=\"400\"");
  }

  @Test
  void floodOfRefusalsIsNoFloodOfLinesButEachIsCounted() {
    sandboxes.fill();
    int sent = 0;
    do {
      assertThat(wire.postJson("{\"code\": \"1\"}").status()).isEqualTo(503);
      sent++;
    } while (sent < 10 || runs().size() < 2);

    assertThat(runs()).hasSizeLessThan(sent);
    assertThat(runs().stream().mapToInt(RequestLogTest::refusals).sum()).isEqualTo(sent);
  }

  /// That one event stands for.
  private static int refusals(ILoggingEvent event) {
    return event.getKeyValuePairs().stream()
        .filter(pair -> pair.key.equals("refused_before"))
        .mapToInt(pair -> 1 + ((Number) pair.value).intValue())
        .sum();
  }

  @Test
  void failureOfOursIsLoggedWithItsCauseUnderTheId() {
    sandboxes.fail(new IllegalStateException("the cause"));

    Wire.Reply reply = wire.postJson("{\"code\": \"1\"}");

    ILoggingEvent event = runs(1).getFirst();
    assertThat(event.getLevel()).isEqualTo(Level.ERROR);
    assertThat(event.getThrowableProxy()).isNotNull();
    assertThat(text(event))
        .contains(reply.json().path("request_id").asString())
        .contains("the cause");
  }

  @Test
  void codeInputAndOutputNeverShowUp() {
    sandboxes.answer(new Outcome.Exited(1), MARKER, MARKER);

    wire.postJson("{\"code\": \"" + MARKER + "\", \"stdin\": \"" + MARKER + "\"}");
    wire.postJson("{\"" + MARKER + "\": 1}");
    wire.postJson("{\"code\": \"" + MARKER);
    wire.post(
        "/run?entry=" + MARKER,
        "application/zip",
        MARKER.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    wire.post("/run?" + MARKER, MARKER, MARKER.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    wire.get("/" + MARKER);
    wire.send(MARKER + "\r\n\r\n");

    runs(5);
    assertThat(log.list).allSatisfy(event -> assertThat(text(event)).doesNotContain(MARKER));
  }

  /// That many, when they are there: the line about a run follows its answer.
  private List<ILoggingEvent> runs(int count) {
    await().untilAsserted(() -> assertThat(runs()).hasSize(count));
    return runs();
  }

  private List<ILoggingEvent> runs() {
    return log.list.stream().filter(event -> event.getMessage().equals("run")).toList();
  }

  private static String text(ILoggingEvent event) {
    IThrowableProxy cause = event.getThrowableProxy();
    String pairs =
        event.getKeyValuePairs() == null
            ? ""
            : event.getKeyValuePairs().stream()
                .map(Object::toString)
                .collect(Collectors.joining(" "));
    return event.getFormattedMessage() + pairs + (cause == null ? "" : cause.getMessage());
  }
}
