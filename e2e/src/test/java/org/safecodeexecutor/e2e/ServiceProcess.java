package org.safecodeexecutor.e2e;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.json.JsonMapper;

/// `sce serve` as users start it: a process of its own, which a test can end in every way.
final class ServiceProcess implements AutoCloseable {
  private static final String READY = "Ready at ";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  private ServiceProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /// Starts the service and waits until it answers. What it logs is appended to `log`.
  static ServiceProcess start(String engine, Path dataDirectory, Path log) throws IOException {
    return start(engine, dataDirectory, log, List.of(), List.of());
  }

  /// The same under another command, such as `prlimit`, which executes what follows it.
  ///
  /// @param options of the JVM
  static ServiceProcess start(
      String engine, Path dataDirectory, Path log, List<String> under, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>(under);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(options);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "org.safecodeexecutor.cli.Main",
            "serve",
            "--port=0",
            "--engine=" + engine,
            "--data-directory=" + dataDirectory));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("SCE_"));
    Process process = builder.start();
    BufferedReader output = process.inputReader();
    URI address = awaitReady(output, log);
    Thread.ofVirtual().start(() -> appendTo(log, output));
    return new ServiceProcess(process, address);
  }

  /// A service whose output nobody reads stops at the next line, once the pipe is full.
  private static void appendTo(Path log, BufferedReader output) {
    try (var _ = output;
        var file = Files.newBufferedWriter(log, StandardOpenOption.APPEND)) {
      output.transferTo(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI awaitReady(BufferedReader output, Path log) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        return URI.create(line.substring(READY.length()).split(" ", 2)[0]);
      }
    }
    throw new IllegalStateException("the service ended while it started; see " + log);
  }

  long pid() {
    return process.pid();
  }

  URI address() {
    return address;
  }

  /// Sends a program; the answer comes when it has ended.
  CompletableFuture<HttpResponse<String>> send(String code) {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/run"))
            .header("Content-Type", "application/json")
            .timeout(PATIENCE)
            .POST(
                BodyPublishers.ofString(
                    JsonMapper.shared().writeValueAsString(Map.of("code", code))))
            .build();
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  /// `kill -9`: the service can do nothing about it.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// `kill`: the service is asked to end.
  void terminate() {
    process.destroy();
  }

  int awaitExitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE)) {
      throw new IllegalStateException("the service does not end");
    }
    return process.exitValue();
  }

  /// Kills it if it has not ended.
  @Override
  public void close() {
    client.shutdownNow();
    process.destroyForcibly().onExit().join();
  }
}
