package org.safecodeexecutor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ask.c` asks a service that knows four answers.
class OfferTest {
  private static final Duration TIME = Duration.ofMillis(200);

  @TempDir private Path work;
  private final AtomicInteger asked = new AtomicInteger();
  private final Set<String> clients = ConcurrentHashMap.newKeySet();
  private final Set<String> bodies = ConcurrentHashMap.newKeySet();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/run", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    clients.add(exchange.getRemoteAddress().getAddress().getHostAddress());
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    switch (asked.getAndIncrement() % 4) {
      case 0 -> send(exchange, 200, "{\"output\":\"4\\n\"}");
      case 1 -> send(exchange, 200, "{\"output\":\"5\\n\"}");
      case 2 -> send(exchange, 503, "{\"error\":\"when?\"}");
      default -> {
        exchange.getResponseHeaders().set("Retry-After", "1");
        send(exchange, 503, "{\"error\":\"later\"}");
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Offered offered(int connections, double perSecond) throws Exception {
    URI service = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    Offer offer = new Offer("print(2 + 2)", "4\n", 2, 11, connections, perSecond);
    return offer.to(service, Tool.unpack("ask", work), TIME);
  }

  @Test
  void asManyAreSentAsAreOfferedAndEachAnswerIsTakenForWhatItIs() throws Exception {
    Offered offered = offered(4, 200);

    assertThat(asked).hasValue(40);
    assertThat(offered.perSecond()).isEqualTo(200);
    assertThat(offered.goodPerSecond()).isEqualTo(50);
    assertThat(offered.refusedPerSecond()).isEqualTo(50);
    assertThat(offered.wrong()).isEqualTo(20);
    assertThat(offered.longestGoodMillis()).isPositive();
    assertThat(clients).containsExactlyInAnyOrder("127.0.0.11", "127.0.0.12");
    assertThat(bodies).containsExactly("{\"code\":\"print(2 + 2)\"}");
  }

  @Test
  void withoutARateAsManyAreSentAsAreAnswered() throws Exception {
    Offered offered = offered(1, 0);

    assertThat(asked.get()).isGreaterThan(10);
    assertThat(offered.perSecond()).isEqualTo(asked.get() / 0.2);
  }

  @Test
  void connectionThatEndsIsWrong() throws Exception {
    server.removeContext("/run");
    server.createContext("/run", HttpExchange::close);
    Offered offered = offered(2, 100);

    assertThat(offered.goodPerSecond()).isZero();
    assertThat(offered.wrong()).isPositive();
  }
}
