package org.safecodeexecutor.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.api.Outcome;

/// Requests that two readers may take for different ones, floods, and clients that are slow on
/// purpose.
class HostileRequestTest {
  private static final String BODY = "{\"code\": \"1\"}";
  private static final String HEAD =
      "POST /run HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  private static final String SMUGGLED =
      HEAD + "Content-Length: %d\r\n\r\n%s".formatted(BODY.length(), BODY);
  private static final String ALIVE =
      "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  private final FakeSandboxes sandboxes = new FakeSandboxes();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final HttpService service = start(ServerConfig.DEFAULT);
  private final Wire wire = new Wire(service.port());

  private HttpService start(ServerConfig config) {
    HttpService started = HttpService.start(config.withAddress("127.0.0.1", 0), sandboxes);
    open.addFirst(started);
    return started;
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  static Stream<String> ambiguous() {
    String chunked = "%x\r\n%s\r\n0\r\n\r\n".formatted(BODY.length(), BODY);
    String length = "Content-Length: %d\r\n".formatted(BODY.length());
    return Stream.of(
        HEAD + length + "Transfer-Encoding: chunked\r\n\r\n" + chunked,
        HEAD + "Transfer-Encoding: chunked\r\n" + length + "\r\n" + chunked,
        HEAD + length + "Content-Length: 1\r\n\r\n" + BODY,
        HEAD + "Content-Length: %d, 1\r\n\r\n%s".formatted(BODY.length(), BODY),
        HEAD + "Content-Length: +%d\r\n\r\n%s".formatted(BODY.length(), BODY),
        HEAD + "Content-Length: 0x%x\r\n\r\n%s".formatted(BODY.length(), BODY),
        HEAD + "Content-Length : %d\r\n\r\n%s".formatted(BODY.length(), BODY),
        HEAD + "Content-Length:\r\n %d\r\n\r\n%s".formatted(BODY.length(), BODY),
        HEAD + "X: 1\r\n Transfer-Encoding: chunked\r\n" + length + "\r\n" + BODY,
        HEAD + "Transfer-Encoding : chunked\r\n\r\n" + chunked,
        HEAD + "Transfer-Encoding: xchunked\r\n\r\n" + chunked,
        HEAD + "Transfer-Encoding: chunked, identity\r\n\r\n" + chunked,
        HEAD + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked,
        HEAD + "Transfer-Encoding: \u000bchunked\r\n\r\n" + chunked,
        HEAD + "Transfer-Encoding: chunked\r\n\r\n" + "-1\r\n" + chunked,
        HEAD + "Transfer-Encoding: chunked\r\n\r\n" + "1 0\r\n" + chunked,
        HEAD + "Transfer-Encoding: chunked\r\n\r\n" + "fffffffffffffffff\r\n" + chunked,
        HEAD + "X: a\u0000b\r\n" + length + "\r\n" + BODY,
        HEAD + "X: a\rTransfer-Encoding: chunked\r\n" + length + "\r\n" + BODY,
        HEAD.replace("Host", "Host: evil.example\r\nHost") + length + "\r\n" + BODY,
        HEAD.replace(" HTTP/1.1", "") + length + "\r\n" + BODY);
  }

  /// SECURITY: a proxy before the service takes the rest for another request, or the service does —
  /// what can be read in two ways is not read at all, and the connection ends.
  @ParameterizedTest
  @MethodSource("ambiguous")
  void requestThatCanBeReadInTwoWaysIsRefusedAndEndsItsConnection(String request) {
    String all = exchange(request + SMUGGLED);

    assertThat(all).matches("(?s)HTTP/1\\.1 (400|408|414|501|505) .*");
    assertThat(all.split("HTTP/1\\.1 ", -1)).as(all).hasSize(2);
    assertThat(sandboxes.submissions).isEmpty();
  }

  /// What the chunks carry is neither code nor input, and does not change where the body ends.
  @ParameterizedTest
  @ValueSource(
      strings = {"%x;a=b\r\n%s\r\n0\r\n\r\n", "%x\r\n%s\r\n0\r\nContent-Length: 999\r\n\r\n"})
  void chunkExtensionsAndTrailersChangeNothing(String form) {
    String chunked = form.formatted(BODY.length(), BODY);

    String all = exchange(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunked + ALIVE);

    assertThat(all.split("HTTP/1\\.1 200", -1)).as(all).hasSize(3);
    assertThat(sandboxes.submissions).hasSize(1);
  }

  @Test
  void floodOfHeadersIsCutOff() {
    StringBuilder many = new StringBuilder(HEAD);
    for (int i = 0; i < 100_000; i++) {
      many.append("X-%d: 1\r\n".formatted(i));
    }
    String large = HEAD + "X: " + "x".repeat(10 << 20) + "\r\n\r\n";
    String line = "GET /" + "x".repeat(10 << 20) + " HTTP/1.1\r\n\r\n";

    assertThat(exchange(many + "\r\n")).startsWith("HTTP/1.1 431");
    assertThat(exchange(large)).startsWith("HTTP/1.1 431");
    assertThat(exchange(line)).startsWith("HTTP/1.1 414");
    assertThat(wire.get("/healthz").status()).isEqualTo(200);
  }

  @Test
  void floodOfChunkExtensionsAndTrailersIsCutOff() {
    String chunked = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    String extension = "1;" + "x".repeat(10 << 20) + "\r\n \r\n0\r\n\r\n";
    String trailer = "0\r\nX: " + "x".repeat(10 << 20) + "\r\n\r\n";

    assertThat(exchange(chunked + extension)).doesNotContain(" 200 ");
    assertThat(exchange(chunked + trailer)).doesNotContain(" 200 ");
    assertThat(sandboxes.submissions).isEmpty();
    assertThat(wire.get("/healthz").status()).isEqualTo(200);
  }

  @Test
  void bodyThatTricklesInIsCutOff() throws Exception {
    long start = System.nanoTime();
    try (Socket socket = wire.open()) {
      send(socket, HEAD + "Content-Length: 100000\r\n\r\n");
      Thread trickle =
          Thread.startVirtualThread(() -> {
            try {
              for (int i = 0; i < 600; i++) {
                send(socket, " ");
                Thread.sleep(50);
              }
            } catch (IOException | InterruptedException cutOff) {
              // as it should be
            }
          });

      Wire.Reply reply = Wire.reply(socket);

      assertThat(reply.status()).isEqualTo(408);
      assertThat(reply.error()).contains("too slowly");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
      trickle.join();
    }
    assertThat(sandboxes.submissions).isEmpty();
  }

  @Test
  void idleConnectionsMakeRoomWhenThereAreTooMany() throws Exception {
    HttpService small = start(ServerConfig.DEFAULT.withConnections(20));
    Wire callers = new Wire(small.port());
    List<Socket> idle = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      idle.add(callers.open());
    }
    long start = System.nanoTime();

    assertThat(callers.get("/healthz").status()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    for (Socket each : idle) {
      each.close();
    }
  }

  /// Whom the kernel has no room for, it passes over; he tries again after a second.
  @Test
  void manyMayComeAtOnce() throws Exception {
    HttpService small = start(ServerConfig.DEFAULT.withConnections(1));
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), small.port()), 900);
      }
    } finally {
      for (Socket each : sockets) {
        each.close();
      }
    }
  }

  @Test
  void callersWhoNeverReadAreHungUpOnAndKeepNobodyOut() throws Exception {
    sandboxes.answer(new Outcome.Exited(0), "x".repeat(1 << 20), "");
    Duration idle = Duration.ofSeconds(2);
    HttpService brisk = start(ServerConfig.DEFAULT.withTimes(idle, Duration.ZERO));
    Wire callers = new Wire(brisk.port());
    List<Thread> deaf = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      deaf.add(Thread.startVirtualThread(() -> askUntilHungUpOn(brisk.port())));
    }

    assertThat(callers.get("/healthz").status()).isEqualTo(200);
    assertThat(callers.postJson(BODY).status()).isEqualTo(200);
    for (Thread each : deaf) {
      assertThat(each.join(Duration.ofSeconds(60))).isTrue();
    }
  }

  /// Asks on and on, until the answers that nobody reads have filled what is between.
  private static void askUntilHungUpOn(int port) {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      while (true) {
        send(socket, SMUGGLED.replace("/run", "/run?details=true"));
      }
    } catch (IOException hungUp) {
      // as it should be
    }
  }

  private String exchange(String request) {
    try (Socket socket = wire.open()) {
      socket.setSoTimeout(5000);
      Thread writer =
          Thread.startVirtualThread(() -> {
            try {
              send(socket, request);
            } catch (IOException hungUp) {
              // what was sent is enough
            }
          });
      String all = readAll(socket);
      writer.join();
      return all;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What comes until the connection ends, in order or by a reset.
  private static String readAll(Socket socket) throws IOException {
    StringBuilder all = new StringBuilder();
    byte[] buffer = new byte[65_536];
    try {
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        all.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
      }
    } catch (SocketException reset) {
      return all.toString();
    }
    return all.toString();
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }
}
