package org.safecodeexecutor.pool;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.Enforcement;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.InvalidSubmission;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.Output;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.Step;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.api.Usage;
import org.safecodeexecutor.engine.Capability;
import org.safecodeexecutor.engine.Completion;
import org.safecodeexecutor.engine.Engine;
import org.safecodeexecutor.engine.OutcomeClassifier;
import org.safecodeexecutor.engine.Program;
import org.safecodeexecutor.engine.Sandbox;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.image.ImageSource;
import org.safecodeexecutor.image.RuntimeImage;

/// Executes submissions, a bounded number at a time on all engines together. The caller's thread
/// does the work of its execution; the removal of the sandbox follows on a thread of its own, and
/// only then is the place free.
public final class PooledSandboxes implements Sandboxes {
  private final Engines engines;
  private final ImageSource images;
  private final Admission admission;
  private final InstantSource clock;
  private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private volatile @Nullable Enforced last;

  /// @param engines closed together with this
  /// @param images of the engines that have none of their own
  /// @param config how many executions there may be at one time, and how many may wait
  public PooledSandboxes(
      Engines engines, ImageSource images, SandboxesConfig config, InstantSource clock) {
    this.engines = engines;
    this.images = images;
    this.admission =
        new Admission(
            new Admission.Bounds(
                config.concurrentRuns(),
                config.queuedRuns(),
                config.queuedRunsPerCaller(),
                config.longestWait()));
    this.clock = clock;
  }

  @Override
  public Execution execute(
      Submission submission, OutputListener listener, Cancellation cancellation) {
    Engine engine = engines.of(submission.isolation());
    RuntimeImage image = image(engine, submission);
    requireEnforceable(engine, submission.limits());
    String id = UUID.randomUUID().toString();
    Instant startedAt = clock.instant();
    Cancellation own = new Cancellation();
    running.add(own);
    try (var _ = cancellation.onCancel(own::cancel)) {
      requireOpen();
      Step step =
          admission
              .admit(submission.caller(), own)
              .map(lease -> run(engine, lease, image, submission, listener, own))
              .orElseGet(PooledSandboxes::neverStarted);
      return new Execution(
          id,
          startedAt,
          clock.instant(),
          List.of(step),
          enforcement(engine, image, submission.limits()));
    } finally {
      running.remove(own);
    }
  }

  @Override
  public int room(String caller) {
    return admission.room(caller);
  }

  private Step run(
      Engine engine,
      Admission.Lease lease,
      RuntimeImage image,
      Submission submission,
      OutputListener listener,
      Cancellation cancellation) {
    Program program =
        new Program(
            submission.files(),
            image.commandFor(submission.entry(), submission.arguments()),
            submission.stdin());
    Sandbox sandbox = create(engine, lease, new SandboxSpec(image, submission.limits()));
    try {
      Completion completion = sandbox.run(program, listener, cancellation);
      return new Step(
          Step.Kind.RUN,
          OutcomeClassifier.classify(completion),
          completion.stdout(),
          completion.stderr(),
          completion.usage());
    } finally {
      remove(sandbox, lease);
    }
  }

  private static Sandbox create(Engine engine, Admission.Lease lease, SandboxSpec spec) {
    try {
      return engine.create(spec);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  private static void remove(Sandbox sandbox, Admission.Lease lease) {
    Thread.ofVirtual()
        .name("sandbox-removal")
        .start(() -> {
          try (lease) {
            sandbox.close();
          }
        });
  }

  private RuntimeImage image(Engine engine, Submission submission) {
    return engine
        .images()
        .orElse(images)
        .find(submission.runtime())
        .orElseThrow(
            () -> new InvalidSubmission("there is no runtime \"" + submission.runtime() + "\""));
  }

  /// SECURITY: a limit that is asked for and silently not kept — what the engine cannot enforce is
  /// refused.
  private static void requireEnforceable(Engine engine, Limits limits) {
    for (Limit limit : Limit.values()) {
      boolean wanted = limit != Limit.DISK || limits.disk().bytes() > 0;
      if (wanted && !engine.capabilities().contains(Capability.of(limit))) {
        throw new InvalidSubmission(
            "the %s engine cannot enforce a limit on %s here".formatted(engine.name(), limit));
      }
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new DependencyUnavailable("the service is shutting down");
    }
  }

  private static Step neverStarted() {
    Usage none = new Usage(Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty());
    return new Step(Step.Kind.RUN, new Outcome.Cancelled(), Output.EMPTY, Output.EMPTY, none);
  }

  /// What was enforced for the last execution, mostly the same as for the next.
  private record Enforced(
      Engine engine, RuntimeImage image, Limits limits, Enforcement enforcement) {
    static Enforced of(Engine engine, RuntimeImage image, Limits limits) {
      Map<Limit, String> bounds = new EnumMap<>(Limit.class);
      bounds.put(Limit.CPU_TIME, limits.cpuTime().toMillis() + "ms");
      bounds.put(Limit.WALL_TIME, limits.wallTime().toMillis() + "ms");
      bounds.put(Limit.MEMORY, limits.memory().toString());
      bounds.put(Limit.PROCESSES, Integer.toString(limits.processes()));
      bounds.put(Limit.OUTPUT, limits.output().toString());
      bounds.put(Limit.DISK, limits.disk().toString());
      bounds.put(Limit.OPEN_FILES, Integer.toString(limits.openFiles()));
      bounds.put(Limit.CPU_SHARE, limits.cpuShare().toString());
      return new Enforced(
          engine,
          image,
          limits,
          new Enforcement(engine.name(), engine.runtime(), image.digest(), bounds));
    }

    boolean isOf(Engine engine, RuntimeImage image, Limits limits) {
      return engine.equals(this.engine) && image.equals(this.image) && limits.equals(this.limits);
    }
  }

  private Enforcement enforcement(Engine engine, RuntimeImage image, Limits limits) {
    @Nullable Enforced known = last;
    if (known == null || !known.isOf(engine, image, limits)) {
      known = Enforced.of(engine, image, limits);
      last = known;
    }
    return known.enforcement();
  }

  /// Cancels what runs, waits until every sandbox is removed, and closes the engines.
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      running.forEach(Cancellation::cancel);
      admission.awaitEmpty();
      engines.close();
    }
  }
}
