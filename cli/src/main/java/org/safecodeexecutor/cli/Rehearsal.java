package org.safecodeexecutor.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.http.ServerConfig;

/// What `serve --rehearse` does otherwise: `./sce` starts it once beside the first service, so that
/// the JVM can keep the classes that a service needs ready for the next start.
final class Rehearsal {
  private static final byte[] REQUEST =
      "{\"code\": \"print(2 + 2)\"}".getBytes(StandardCharsets.UTF_8);
  private static final int REQUESTS = 20;
  private static final int LONGEST_BUILD_SECONDS = 600;

  private Rehearsal() {}

  /// The real service is building it, with a progress bar.
  static void awaitImage(Images images) throws InterruptedException {
    for (int second = 0; images.list().isEmpty(); second++) {
      if (second == LONGEST_BUILD_SECONDS) {
        throw new DependencyUnavailable("there is no image to rehearse with");
      }
      Thread.sleep(Duration.ofSeconds(1));
    }
  }

  /// Out of the way of the real service.
  static ServerConfig server(ServerConfig real) {
    return real.withAddress("127.0.0.1", 0);
  }

  /// Sends programs to a service, as a client would.
  static void ask(URI service) {
    try {
      for (int request = 0; request < REQUESTS; request++) {
        HttpURLConnection connection =
            (HttpURLConnection) service.resolve("/run").toURL().openConnection();
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.getOutputStream().write(REQUEST);
        connection.getInputStream().readAllBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
