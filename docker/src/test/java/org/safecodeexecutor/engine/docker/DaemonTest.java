package org.safecodeexecutor.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a real daemon does at its worst only: this one has a container for as long as the test
/// says.
class DaemonTest {
  private static final String HOST = "DOCKER_HOST";

  private final AtomicInteger looksLeft = new AtomicInteger(Integer.MAX_VALUE);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/containers/stuck/json", this::look);
    server.start();
    System.setProperty(HOST, "tcp://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    System.clearProperty(HOST);
    server.stop(0);
  }

  private void look(HttpExchange exchange) throws IOException {
    boolean there = looksLeft.getAndDecrement() > 0;
    byte[] answer = (there ? "{\"Id\": \"stuck\"}" : "{}").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(there ? 200 : 404, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Test
  void removalThatNeverEndsIsNotWaitedForForever() {
    assertThat(Daemon.find().awaitRemoved("stuck", Duration.ofMillis(300))).isFalse();
  }

  @Test
  void removalIsWaitedFor() {
    looksLeft.set(3);
    assertThat(Daemon.find().awaitRemoved("stuck", Duration.ofSeconds(60))).isTrue();
    assertThat(looksLeft.get()).isNegative();
  }
}
