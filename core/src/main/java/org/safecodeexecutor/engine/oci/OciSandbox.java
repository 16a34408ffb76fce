package org.safecodeexecutor.engine.oci;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.OutputListener.Stream;
import org.safecodeexecutor.api.Signal;
import org.safecodeexecutor.api.Usage;
import org.safecodeexecutor.engine.Completion;
import org.safecodeexecutor.engine.Completion.Ending;
import org.safecodeexecutor.engine.Completion.Killer;
import org.safecodeexecutor.engine.Program;
import org.safecodeexecutor.engine.Sandbox;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.engine.Watchdog;
import org.safecodeexecutor.engine.container.Container;
import org.safecodeexecutor.engine.protocol.Frame;
import org.safecodeexecutor.engine.protocol.Transcript;
import org.safecodeexecutor.engine.warm.RunThread;
import org.safecodeexecutor.isolation.Cgroup;
import org.safecodeexecutor.isolation.PidFd;

/// One run in one container. The calling thread reads the frames; the watchdog's thread may end the
/// container.
final class OciSandbox implements Sandbox {
  private static final Logger LOG = System.getLogger(OciSandbox.class.getName());

  private final WarmContainers waiting;
  private final Supplier<OciContainer> cold;
  private final SandboxSpec spec;
  private final String id;
  private volatile @Nullable OciContainer used;

  /// @param cold makes a container of its own for this run
  OciSandbox(WarmContainers waiting, Supplier<OciContainer> cold, SandboxSpec spec, String id) {
    this.waiting = waiting;
    this.cold = cold;
    this.spec = spec;
    this.id = id;
  }

  @Override
  public Completion run(Program program, OutputListener listener, Cancellation cancellation) {
    return RunThread.call("run-" + id, own -> runHere(program, listener, own), cancellation);
  }

  /// A container that waited and is lost before it started the program has not run anything: a new
  /// one will do.
  private Completion runHere(Program program, OutputListener listener, Cancellation own) {
    Optional<OciContainer> warm = waiting.take(spec);
    if (warm.isPresent()) {
      Run run = new Run(warm.get(), listener);
      try {
        return run.execute(program, own);
      } catch (EngineFailure e) {
        if (run.wasStarted()) {
          throw e;
        }
        LOG.log(Level.WARNING, "a container that waited was lost: {0}", e.getMessage());
        warm.get().close();
      }
    }
    return new Run(cold.get(), listener).execute(program, own);
  }

  /// Writes the program's input. A program need not read it, so this must not be the thread that
  /// waits for its end.
  private void feed(OutputStream input, Content stdin) throws IOException {
    if (stdin.isEmpty()) {
      input.close();
      return;
    }
    Thread.ofVirtual()
        .name("stdin-" + id)
        .start(() -> {
          try (input) {
            input.write(stdin.toByteArray());
          } catch (IOException unread) {
            // the program ended, or closed its stdin, before it had read everything
          }
        });
  }

  @Override
  public void close() {
    OciContainer container = used;
    if (container != null) {
      container.close();
    }
    waiting.refill(spec.image());
  }

  /// What happens between the request to a container and its end.
  private final class Run implements AutoCloseable {
    private final OciContainer container;
    private final Container process;
    private final Cgroup cgroup;
    private final Transcript transcript;
    private final Watchdog watchdog;
    private Duration cpuBefore = Duration.ZERO;
    private long startedAt;
    private Frame.@Nullable Ended ended;

    private Run(OciContainer container, OutputListener listener) {
      used = container;
      this.container = container;
      this.process = container.container();
      this.cgroup = container.cgroup();
      this.transcript = new Transcript(spec.limits().output(), listener);
      this.watchdog = new Watchdog(spec.limits(), meter(), this::end);
    }

    /// Returns when no process of the container is left.
    private Completion execute(Program program, Cancellation own) {
      try {
        try (this;
            var _ = own.onCancel(() -> watchdog.kill(Killer.CANCELLED))) {
          container.launch(program, spec.limits());
          feed(process.input(), program.stdin());
          return follow();
        } finally {
          container.stop();
        }
      } catch (IOException e) {
        throw new EngineFailure("stream", "the sandbox's output cannot be read", e);
      }
    }

    private boolean wasStarted() {
      return startedAt != 0;
    }

    private Watchdog.Meter meter() {
      return new Watchdog.Meter() {
        @Override
        public Duration cpuTime() {
          return cgroup.cpuTime().map(now -> now.minus(cpuBefore)).orElse(Duration.ZERO);
        }

        @Override
        public long oomKills() {
          return cgroup.oomKills();
        }
      };
    }

    private void end() {
      cgroup.liftCpuQuota();
      process.end();
    }

    private Completion follow() throws IOException {
      for (boolean more = true; more; more = more && ended == null) {
        Optional<Frame> next = container.next();
        next.ifPresent(this::accept);
        more = next.isPresent();
      }
      return completion();
    }

    private void accept(Frame frame) {
      switch (frame) {
        case Frame.Started() -> started();
        case Frame.Printed(Stream stream, var bytes) -> {
          if (!transcript.add(stream, bytes)) {
            watchdog.kill(Killer.OUTPUT);
          }
        }
        case Frame.Ended end -> ended = end;
        case Frame.Failed(String stage, String reason) ->
            throw new EngineFailure(stage, reason, null);
        case Frame.Ready() -> {}
        case Frame.Used _ -> throw misplaced();
        case Frame.MemoryRunsLow() -> throw misplaced();
      }
    }

    private static EngineFailure misplaced() {
      return new EngineFailure("protocol", "the supervisor sent a message of another one", null);
    }

    private void started() {
      startedAt = System.nanoTime();
      cgroup.resetPeakMemory();
      cpuBefore = cgroup.cpuTime().orElse(Duration.ZERO);
      watchdog.start();
    }

    private Completion completion() {
      Duration wallTime = Duration.ofNanos(System.nanoTime() - startedAt);
      Frame.Ended end = ended;
      if (end == null) {
        if (watchdog.killer().isEmpty() && cgroup.oomKills() == 0) {
          throw new EngineFailure("supervisor", "it ended without a report", null);
        }
        end = new Frame.Ended(new Ending.Signalled(new Signal(PidFd.SIGKILL)), wallTime, 0);
      }
      return new Completion(
          end.ending(),
          watchdog.killer(),
          cgroup.oomKills(),
          end.unroutable(),
          transcript.output(Stream.STDOUT),
          transcript.output(Stream.STDERR),
          usage(end.wallTime()));
    }

    private Usage usage(Duration wallTime) {
      return new Usage(
          wallTime,
          cgroup.cpuTime().map(now -> now.minus(cpuBefore)),
          cgroup.peakMemory(),
          Optional.empty());
    }

    @Override
    public void close() {
      watchdog.close();
    }
  }
}
