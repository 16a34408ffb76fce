package org.safecodeexecutor.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Enforcement;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.Output;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.Step;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.api.Usage;
import org.safecodeexecutor.http.ServerConfig;
import org.safecodeexecutor.image.RuntimeImage;
import org.safecodeexecutor.local.Check;
import org.safecodeexecutor.local.Remedy;

/// A product without sandboxes: says what it is told to say and remembers what it was asked.
final class FakeProduct implements Product, Sandboxes, Images {
  /// What a program does: prints, and ends somehow.
  interface Behaviour {
    Outcome run(Submission submission, OutputListener listener, Cancellation cancellation);
  }

  Behaviour behaviour = (_, _, _) -> new Outcome.Exited(0);
  List<Check> checks = List.of();
  List<RuntimeImage> images = new ArrayList<>(List.of(image("python")));
  Optional<RuntimeException> refusal = Optional.empty();
  Optional<RuntimeException> serviceRefusal = Optional.empty();
  Content stdout = Content.EMPTY;
  int exitCode;

  final List<String> events = new ArrayList<>();
  final List<Submission> submissions = new ArrayList<>();
  final List<SandboxesConfig> opened = new ArrayList<>();

  static RuntimeImage image(String name) {
    return new RuntimeImage(
        new RuntimeId(name),
        Path.of("/images", name),
        "sha256:1",
        List.of("/usr/bin/python3"),
        List.of());
  }

  @Override
  public Sandboxes open(SandboxesConfig config) {
    opened.add(config);
    refusal.ifPresent(e -> {
      throw e;
    });
    events.add("open");
    return this;
  }

  @Override
  public Execution execute(
      Submission submission, OutputListener listener, Cancellation cancellation) {
    submissions.add(submission);
    Outcome outcome = behaviour.run(submission, listener, cancellation);
    Usage usage =
        new Usage(
            Duration.ofMillis(12),
            Optional.of(Duration.ofMillis(7)),
            Optional.of(DataSize.ofMebibytes(9)),
            Optional.empty());
    boolean truncated = outcome.equals(new Outcome.LimitExceeded(Limit.OUTPUT));
    Step step =
        new Step(Step.Kind.RUN, outcome, new Output(stdout, truncated), Output.EMPTY, usage);
    var enforcement =
        new Enforcement("oci", "runc 1.1.5", "sha256:1", Map.of(Limit.MEMORY, "128MiB"));
    return new Execution("id-1", Instant.EPOCH, Instant.EPOCH, List.of(step), enforcement);
  }

  @Override
  public List<Check> examine(SandboxesConfig config) {
    return checks;
  }

  @Override
  public int execute(Remedy.Execute remedy) {
    events.add(remedy.text());
    return exitCode;
  }

  @Override
  public Images images(SandboxesConfig config) {
    return this;
  }

  @Override
  public List<RuntimeImage> list() {
    return List.copyOf(images);
  }

  @Override
  public RuntimeImage build(RuntimeId id, Images.Order order, Images.Progress progress) {
    events.add(
        "build %s force=%s mirror=%s".formatted(id, order.force(), order.mirror().orElse("none")));
    progress.reached(0.5, "unpacking");
    images.add(image(id.name()));
    return images.getLast();
  }

  @Override
  public boolean remove(RuntimeId id) {
    return images.removeIf(image -> image.id().equals(id));
  }

  @Override
  public Product.Service serve(Opening sandboxes, ServerConfig config) {
    var _ = sandboxes.await();
    serviceRefusal.ifPresent(e -> {
      throw e;
    });
    events.add("serve " + config.host() + " " + config.port());
    return new Product.Service() {
      @Override
      public URI address() {
        return URI.create("http://127.0.0.1:5000");
      }

      @Override
      public void close() {
        events.add("stop serving");
      }
    };
  }

  @Override
  public void close() {
    events.add("close");
  }
}
