package org.safecodeexecutor.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `sce serve` in a process of its own, as users start it.
final class Service implements AutoCloseable {
  /// Below the ports that the kernel gives to clients: there a client can connect to itself.
  private static final int FIRST_PORT = 15_000;

  private static final int LAST_PORT = 16_000;
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final String HELLO = "{\"code\": \"print(2 + 2)\"}";

  private final String engine;
  private final URI address;
  private final Process process;
  private final Duration firstAnswer;

  private Service(String engine, URI address, Process process, Duration firstAnswer) {
    this.engine = engine;
    this.address = address;
    this.process = process;
    this.firstAnswer = firstAnswer;
  }

  /// Starts it and waits for the first program's output.
  ///
  /// @param sce the launcher
  /// @param log where it logs to
  /// @param settings beside the defaults: `sandboxes.queued-runs=8`
  static Service start(Path sce, String engine, Path dataDirectory, Path log, String... settings)
      throws IOException, InterruptedException {
    int port = freePort();
    URI address = URI.create("http://127.0.0.1:" + port);
    try (HttpClient client = HttpClient.newHttpClient()) {
      var _ = answers(client, address); // loads what this side needs
      long start = System.nanoTime();
      List<String> command =
          new ArrayList<>(
              List.of(
                  sce.toString(),
                  "serve",
                  "--port",
                  Integer.toString(port),
                  "--engine",
                  engine,
                  "--data-directory",
                  dataDirectory.toString()));
      for (String setting : settings) {
        command.addAll(List.of("--set", setting));
      }
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      awaitAnswer(client, address, process, log);
      return new Service(engine, address, process, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /// Starts it once and stops it, and waits for the loaded classes that `sce` keeps ready for the
  /// next start: what is measured is the second one.
  static void startForTheFirstTime(Path sce, Path dataDirectory, Path log)
      throws IOException, InterruptedException {
    start(sce, "cell", dataDirectory, log).close();
    Path cache = sce.resolveSibling("cli/target/sce.aot");
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!Files.exists(cache) && System.nanoTime() < end) {
      Thread.sleep(100);
    }
  }

  private static void awaitAnswer(HttpClient client, URI address, Process process, Path log)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!answers(client, address)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroy();
        throw new IOException("the service did not start; see " + log);
      }
      Thread.sleep(1);
    }
  }

  private static boolean answers(HttpClient client, URI address) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/run"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(HELLO))
            .build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return response.statusCode() == 200 && response.body().contains("4");
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    for (int port = FIRST_PORT; port < LAST_PORT; port++) {
      try (ServerSocket _ = new ServerSocket(port)) {
        return port;
      } catch (IOException taken) {
        // the next one
      }
    }
    throw new IOException("no free port between %d and %d".formatted(FIRST_PORT, LAST_PORT));
  }

  String engine() {
    return engine;
  }

  URI address() {
    return address;
  }

  /// From the start of the process to the output of the first program.
  Duration firstAnswer() {
    return firstAnswer;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
