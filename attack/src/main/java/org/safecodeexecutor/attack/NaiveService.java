package org.safecodeexecutor.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.safecodeexecutor.api.Submission;

/// A service with every mistake that requests and archives go for, to show that they work:
/// `naive_service.py`. It executes no code, listens on loopback, and unpacks into its own
/// directory.
final class NaiveService implements Target {
  private final Process process;
  private final Path script;
  private final URI address;

  private NaiveService(Process process, Path script, URI address) {
    this.process = process;
    this.script = script;
    this.address = address;
  }

  static NaiveService start() throws IOException {
    Path script = Files.createTempFile("sce-attack-naive", ".py");
    Files.writeString(script, Resources.text("/naive_service.py"));
    Process process =
        new ProcessBuilder("timeout", "600", "python3", script.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String port = process.inputReader(StandardCharsets.UTF_8).readLine();
    return new NaiveService(process, script, URI.create("http://127.0.0.1:" + port));
  }

  @Override
  public String name() {
    return "a naive service";
  }

  @Override
  public String kind() {
    return "host";
  }

  @Override
  public Optional<URI> address() {
    return Optional.of(address);
  }

  @Override
  public Answer run(Submission submission) {
    throw new UnsupportedOperationException("it executes nothing");
  }

  @Override
  public Background start(Submission submission) {
    throw new UnsupportedOperationException("it executes nothing");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      Files.deleteIfExists(script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
