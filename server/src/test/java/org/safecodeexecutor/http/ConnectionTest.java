package org.safecodeexecutor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens to a run when its connection, or the service, ends; and what connections may do.
class ConnectionTest {
  private static final String BODY = "{\"code\": \"1\"}";
  private static final String REQUEST =
      "POST /run HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
          + "Content-Length: %d\r\n\r\n%s".formatted(BODY.length(), BODY);
  private static final String LAST_REQUEST = REQUEST.replace("Host", "Connection: close\r\nHost");

  private final FakeSandboxes sandboxes = new FakeSandboxes();
  private final HttpService service = start(Duration.ofSeconds(30), Duration.ofSeconds(5));
  private final Wire wire = new Wire(service.port());

  private HttpService start(Duration idle, Duration grace) {
    return HttpService.start(
        ServerConfig.DEFAULT.withAddress("127.0.0.1", 0).withTimes(idle, grace), sandboxes);
  }

  @AfterEach
  void stop() {
    sandboxes.cancelled.countDown();
    service.close();
  }

  @Test
  void hangUpCancelsTheRun() throws Exception {
    sandboxes.runUntilCancelled();
    try (Socket socket = wire.open()) {
      send(socket, REQUEST);
      awaitRun();
      assertThat(sandboxes.cancelled.getCount()).isEqualTo(1);
    }

    assertThat(sandboxes.cancelled.await(1, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void resetCancelsTheRun() throws Exception {
    sandboxes.runUntilCancelled();
    try (Socket socket = wire.open()) {
      socket.setSoLinger(true, 0);
      send(socket, REQUEST);
      awaitRun();
    }

    assertThat(sandboxes.cancelled.await(1, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void hangUpInALaterRequestOfAConnectionCancelsTheRun() throws Exception {
    try (Socket socket = wire.open()) {
      for (int round = 0; round < 3; round++) {
        send(socket, REQUEST);
        awaitRun();
        readUntil(socket, "\"output\":\"\"}");
      }
      sandboxes.runUntilCancelled();
      send(socket, REQUEST);
      awaitRun();
    }

    assertThat(sandboxes.cancelled.await(1, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void halfClosedClientIsTakenForGoneAndStillAnswered() throws Exception {
    sandboxes.runUntilCancelled();
    try (Socket socket = wire.open()) {
      send(socket, REQUEST);
      awaitRun();
      socket.shutdownOutput();

      Wire.Reply reply = Wire.reply(socket);
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.error()).isEqualTo("Execution cancelled");
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrderAndCancelNothing() throws Exception {
    sandboxes.runFor(Duration.ofMillis(200));
    try (Socket socket = wire.open()) {
      send(socket, REQUEST);
      awaitRun();
      send(socket, REQUEST);
      send(socket, LAST_REQUEST);

      String replies = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(replies.split("\"output\":\"done\"", -1)).hasSize(4);
    }
    assertThat(sandboxes.cancelled.getCount()).isEqualTo(1);
  }

  /// More of them than what is read at once, so that some are cut.
  @ParameterizedTest
  @ValueSource(ints = {1, 50, 300})
  void pipelinedRequestsThatArriveAtOnceAreAnswered(int count) throws Exception {
    sandboxes.runFor(Duration.ofMillis(5));
    try (Socket socket = wire.open()) {
      send(socket, REQUEST.repeat(count) + LAST_REQUEST);

      String replies = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(replies.split("\"output\":\"done\"", -1)).hasSize(count + 2);
    }
  }

  @Test
  void runMayLastLongerThanTheIdleTimeout() throws Exception {
    sandboxes.runFor(Duration.ofSeconds(2));
    try (HttpService impatient = start(Duration.ofMillis(300), Duration.ZERO);
        Socket socket = new Wire(impatient.port()).open()) {
      send(socket, LAST_REQUEST);

      assertThat(Wire.reply(socket).status()).isEqualTo(200);
    }
  }

  @Test
  void idleConnectionIsClosed() throws Exception {
    try (HttpService impatient = start(Duration.ofMillis(300), Duration.ZERO);
        Socket socket = new Wire(impatient.port()).open()) {
      send(socket, REQUEST);
      readUntil(socket, "\"output\":\"\"}");

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void bodyThatDoesNotComeIsTheCallersFailure() throws Exception {
    try (HttpService impatient = start(Duration.ofMillis(300), Duration.ZERO);
        Socket socket = new Wire(impatient.port()).open()) {
      send(socket, LAST_REQUEST.substring(0, LAST_REQUEST.length() - 3));

      Wire.Reply reply = Wire.reply(socket);
      assertThat(reply.status()).isIn(400, 408);
      assertThat(reply.error()).contains("could not be read");
    }
  }

  @Test
  void stopLetsARunFinishWithinTheGracePeriod() throws Exception {
    sandboxes.runFor(Duration.ofSeconds(1));
    try (Socket socket = wire.open()) {
      send(socket, LAST_REQUEST);
      awaitRun();
      Thread stopper = Thread.startVirtualThread(service::close);

      assertThat(Wire.reply(socket).body()).contains("done");
      stopper.join();
    }
    assertThat(sandboxes.cancelled.getCount()).isEqualTo(1);
  }

  @Test
  void stopCancelsARunAfterTheGracePeriod() throws Exception {
    sandboxes.runUntilCancelled();
    HttpService hasty = start(Duration.ofSeconds(30), Duration.ofMillis(200));
    try (Socket socket = new Wire(hasty.port()).open()) {
      send(socket, LAST_REQUEST);
      awaitRun();
      Thread stopper = Thread.startVirtualThread(hasty::close);

      assertThat(Wire.reply(socket).error()).isEqualTo("Execution cancelled");
      assertThat(stopper.join(Duration.ofSeconds(5))).isTrue();
    }
  }

  @Test
  void stoppingServiceAcceptsNothingNewAndSaysSo() throws Exception {
    sandboxes.runUntilCancelled();
    Thread stopper;
    try (Socket running = wire.open();
        Socket open = wire.open()) {
      send(running, LAST_REQUEST);
      awaitRun();
      send(open, "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n");
      readUntil(open, "ready");
      stopper = Thread.startVirtualThread(service::close);

      await()
          .untilAsserted(() -> assertThatThrownBy(wire::open).isInstanceOf(ConnectException.class));
      sandboxes.cancelled.countDown();
    }
    assertThat(stopper.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void stopDoesNotWaitForConnectionsThatNobodyUses() throws Exception {
    try (Socket idle = wire.open()) {
      send(idle, "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n");
      readUntil(idle, "ready");
      Thread stopper = Thread.startVirtualThread(service::close);

      assertThat(stopper.join(Duration.ofSeconds(1))).isTrue();
    }
  }

  /// Far more at a time than there are threads of the system for, and twice on each connection.
  @Test
  void requestsThatWaitKeepNobodyElseWaiting() throws Exception {
    int many = 3 * RequestThreads.FOR_REQUESTS;
    sandboxes.runTogether(many);
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < many; i++) {
        sockets.add(wire.open());
      }
      for (String request : List.of(REQUEST, LAST_REQUEST)) {
        for (Socket socket : sockets) {
          send(socket, request);
        }
        for (Socket socket : sockets) {
          readUntil(socket, "\"output\":\"together\"");
        }
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  /// Each of these might count as a request on its way to the only place, for ever.
  @Test
  void whoComesInAndWantsNothingKeepsNobodyOut() throws Exception {
    sandboxes.narrow();
    List<Socket> sockets = new ArrayList<>();
    try {
      for (String text :
          List.of(
              "P",
              REQUEST.substring(0, 30),
              REQUEST.substring(0, REQUEST.length() - 3),
              REQUEST + "P",
              "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
              "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(10_000),
              "\u0000\r\n\r\n")) {
        Socket socket = wire.open();
        sockets.add(socket);
        Thread.startVirtualThread(() -> sendAll(socket, text)); // the answers fill the socket
        assertThat(wire.postJson(BODY).status()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    assertThat(wire.postJson(BODY).status()).isEqualTo(200);
  }

  @Test
  void refusalsThatNobodyReadsEndTheConnection() throws Exception {
    sandboxes.fill();
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(1024);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 5000; i++) {
                  send(socket, REQUEST);
                  Thread.sleep(2); // each is read by itself
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void bodyOfARefusedRequestMayComeLaterAndLooksLikeNoRequest() throws Exception {
    sandboxes.fill();
    String inner = REQUEST.substring(0, REQUEST.length() - BODY.length());
    String head =
        "POST /run HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
            .formatted(inner.length());
    try (Socket socket = wire.open()) {
      send(socket, head);
      Thread.sleep(50);
      send(socket, inner);
      readUntil(socket, "try again later");
      send(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(Wire.reply(socket).body()).isEqualTo("{\"status\":\"alive\"}");
    }
  }

  /// The body is Jetty's: it had its headers when there was room.
  @Test
  void bodyThatComesWhenThereIsNoRoomAnyMoreLooksLikeNoRequest() throws Exception {
    String head =
        "POST /run HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Connection: close\r\nContent-Length: %d\r\n\r\n".formatted(REQUEST.length());
    try (Socket socket = wire.open()) {
      send(socket, head);
      Thread.sleep(100);
      sandboxes.fill();
      send(socket, REQUEST);

      assertThat(Wire.reply(socket).status()).isEqualTo(400); // no JSON
    }
  }

  private void awaitRun() throws InterruptedException {
    assertThat(sandboxes.submissions.poll(5, TimeUnit.SECONDS)).isNotNull();
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void sendAll(Socket socket, String text) {
    try {
      send(socket, text);
    } catch (IOException e) {
      // closed by either side
    }
  }

  private static void readUntil(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as(text.toString()).isNotNegative();
      text.append((char) next);
    }
  }
}
