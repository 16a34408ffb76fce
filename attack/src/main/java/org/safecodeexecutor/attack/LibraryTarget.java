package org.safecodeexecutor.attack;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.SandboxException;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.engine.Capability;
import org.safecodeexecutor.engine.Engine;
import org.safecodeexecutor.engine.EngineProvider;
import org.safecodeexecutor.http.HttpService;
import org.safecodeexecutor.http.ServerConfig;

/// An engine of ours: programs through the library, requests and archives through a service in this
/// process that uses the same sandboxes.
final class LibraryTarget implements Target {
  private static final int RUNS = 6;
  private static final Duration NO_GRACE = Duration.ZERO;

  private final SandboxesConfig config;
  private final boolean mapsUsers;
  private final Sandboxes sandboxes;
  private final HttpService service;

  LibraryTarget(SandboxesConfig config) {
    this.config = config;
    this.mapsUsers = mapsUsers(config);
    this.sandboxes = Sandboxes.open(config.withRuns(RUNS, RUNS));
    this.service =
        HttpService.start(
            ServerConfig.DEFAULT
                .withAddress("127.0.0.1", 0)
                .withTimes(Duration.ofSeconds(10), NO_GRACE),
            sandboxes);
  }

  @Override
  public String name() {
    return "engine " + String.join(" with ", variant());
  }

  @Override
  public String kind() {
    return config.engine();
  }

  /// `unmapped` where ids in sandboxes are those of the host, as the engine declares.
  @Override
  public List<String> kinds() {
    List<String> kinds = new ArrayList<>(Target.super.kinds());
    if (!mapsUsers && !hasKernelOfItsOwn()) {
      kinds.add("unmapped");
    }
    return kinds;
  }

  /// Only engines of a module of their own depend on somebody else, who may not do it.
  private static boolean mapsUsers(SandboxesConfig config) {
    return ServiceLoader.load(EngineProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals(config.engine()))
        .allMatch(provider -> {
          try (Engine engine = provider.open(config)) {
            return engine.capabilities().contains(Capability.USER_NAMESPACE);
          }
        });
  }

  @Override
  public boolean hasKernelOfItsOwn() {
    return config.ociRuntime().equals("runsc");
  }

  @Override
  public String file() {
    return String.join("-", variant());
  }

  /// The engine, and what is not as it is by default.
  private List<String> variant() {
    List<String> parts = new ArrayList<>(List.of(config.engine()));
    if (!config.ociRuntime().equals(SandboxesConfig.DEFAULT.ociRuntime())) {
      parts.add(config.ociRuntime());
    }
    if (config.interpreter() != SandboxesConfig.DEFAULT.interpreter()) {
      parts.add(config.interpreter().toString());
    }
    return parts;
  }

  @Override
  public Optional<URI> address() {
    return Optional.of(URI.create("http://127.0.0.1:" + service.port()));
  }

  @Override
  public Answer run(Submission submission) {
    return run(submission, OutputListener.NONE, new Cancellation());
  }

  private Answer run(Submission submission, OutputListener listener, Cancellation cancellation) {
    long start = System.nanoTime();
    try {
      Execution execution = sandboxes.execute(submission, listener, cancellation);
      return new Answer(
          execution.stdout().text(),
          execution.stderr().text(),
          end(execution.outcome()),
          since(start));
    } catch (SandboxException e) {
      return new Answer("", "", "failed: " + e.getMessage(), since(start));
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static String end(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Exited(int code) -> "exit code " + code;
      case Outcome.Signaled(var signal) -> "signal " + signal.symbol();
      case Outcome.LimitExceeded(var limit) -> limit.name();
      case Outcome.PolicyViolation(var policy, int _) -> policy.name();
      case Outcome.Cancelled() -> "cancelled";
    };
  }

  @Override
  public Background start(Submission submission) {
    Cancellation cancellation = new Cancellation();
    CountDownLatch ready = new CountDownLatch(1);
    StringBuilder printed = new StringBuilder(); // of one thread: listeners are called by one
    OutputListener listener =
        (_, bytes) -> {
          if (printed.append(bytes.text()).indexOf("ready") >= 0) {
            ready.countDown();
          }
        };
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("background-run")
        .start(() -> {
          answer.complete(run(submission, listener, cancellation));
          ready.countDown();
        });
    awaitReady(ready);
    return new Running(answer, cancellation);
  }

  private static void awaitReady(CountDownLatch ready) {
    try {
      var _ = ready.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Running(CompletableFuture<Answer> answer, Cancellation cancellation)
      implements Background {
    @Override
    public Answer await() {
      return answer.join();
    }

    @Override
    public void close() {
      cancellation.cancel();
      var _ = answer.join();
    }
  }

  @Override
  public void close() {
    service.close();
    sandboxes.close();
  }
}
