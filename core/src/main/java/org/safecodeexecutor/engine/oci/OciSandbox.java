package org.safecodeexecutor.engine.oci;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.Cancellation;
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
import org.safecodeexecutor.engine.protocol.Frame;
import org.safecodeexecutor.engine.protocol.Frames;
import org.safecodeexecutor.engine.protocol.Transcript;
import org.safecodeexecutor.isolation.Cgroup;
import org.safecodeexecutor.isolation.HostIds;
import org.safecodeexecutor.isolation.PidFd;

/// One run in one container. The calling thread reads the frames; the watchdog's thread may end the
/// container.
final class OciSandbox implements Sandbox {
  private static final Logger LOG = System.getLogger(OciSandbox.class.getName());

  private final OciEngine engine;
  private final SandboxSpec spec;
  private final String id;
  private final HostIds.Lease programId;
  private final RunDirectory directory;
  private final Cgroup cgroup;

  OciSandbox(OciEngine engine, SandboxSpec spec, String id) {
    this.engine = engine;
    this.spec = spec;
    this.id = id;
    this.programId = engine.ids().lease();
    this.cgroup = engine.cgroups().group(engine.instance().cgroupOf(id));
    try {
      this.directory = RunDirectory.create(engine.instance().runDirectory(id));
    } catch (RuntimeException e) {
      programId.close();
      throw e;
    }
  }

  @Override
  public Completion run(Program program, OutputListener listener, Cancellation cancellation) {
    directory.fill(program.files(), bundle(program).toJson());
    Transcript transcript = new Transcript(spec.limits().output(), listener);
    try (Container container = Container.start(engine, directory, id, program.stdin());
        Run run = new Run(container, transcript);
        var _ = cancellation.onCancel(() -> run.watchdog.kill(Killer.CANCELLED))) {
      return run.follow();
    } catch (IOException e) {
      throw new EngineFailure("stream", "the sandbox's output cannot be read", e);
    }
  }

  private Bundle bundle(Program program) {
    return new Bundle(
        spec.image(),
        program.command(),
        spec.limits(),
        engine.ids().root(),
        programId.id(),
        directory.workspace(),
        engine.supervisor(),
        engine.instance().cgroupOf(id),
        engine.cgroups().countsSwap());
  }

  @Override
  public void close() {
    try {
      engine.ociRuntime().delete(engine.instance().runtimeRoot(), id);
      engine.instance().removeCgroup(engine.instance().cgroupOf(id));
      directory.delete();
      programId
          .close(); // SECURITY: last: an id is free only when nothing that ran under it is left
    } catch (IOException | UncheckedIOException | EngineFailure e) {
      LOG.log(Level.WARNING, "could not remove all of sandbox " + id + "; the next start will", e);
    } finally {
      cgroup.close();
    }
  }

  /// What happens between the start of a container and its end.
  private final class Run implements AutoCloseable {
    private final Container container;
    private final Transcript transcript;
    private final Watchdog watchdog;
    private Duration cpuBefore = Duration.ZERO;
    private long startedAt;
    private Frame.@Nullable Ended ended;

    private Run(Container container, Transcript transcript) {
      this.container = container;
      this.transcript = transcript;
      this.watchdog = new Watchdog(spec.limits(), meter(), this::end);
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
      container.end();
    }

    private Completion follow() throws IOException {
      try {
        Frames frames = new Frames(container.frames());
        for (boolean more = true; more; more = more && ended == null) {
          Optional<Frame> next = frames.next();
          next.ifPresent(this::accept);
          more = next.isPresent();
        }
      } catch (ClosedByInterruptException interrupted) {
        watchdog.kill(Killer.CANCELLED);
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
      }
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
