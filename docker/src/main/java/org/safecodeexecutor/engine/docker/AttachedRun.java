package org.safecodeexecutor.engine.docker;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.OutputListener.Stream;
import org.safecodeexecutor.api.Signal;
import org.safecodeexecutor.api.Usage;
import org.safecodeexecutor.engine.Completion;
import org.safecodeexecutor.engine.Completion.Ending;
import org.safecodeexecutor.engine.Completion.Killer;
import org.safecodeexecutor.engine.Program;
import org.safecodeexecutor.engine.protocol.Frame;
import org.safecodeexecutor.engine.protocol.Transcript;
import org.safecodeexecutor.engine.warm.Request;

/// What is known of a run in an [AttachedContainer]. The calling thread follows it.
final class AttachedRun {
  /// How much longer than its wall time a sandbox may take to report before it is given up.
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Limits limits;
  private final Transcript transcript;
  private volatile boolean cancelled;
  private volatile boolean sent;
  private volatile boolean overdue;
  private boolean started;
  private boolean memoryRanLow;

  /// Not under gVisor, whose kernel takes the time that a program has to wait for its share for
  /// processor time.
  private boolean countedByHost;

  private Frame.@Nullable Used used;
  private Frame.@Nullable Ended ended;

  AttachedRun(Limits limits, OutputListener listener) {
    this.limits = limits;
    this.transcript = new Transcript(limits.output(), listener);
  }

  /// True when the program has been let go, so that another sandbox must not be tried.
  boolean started() {
    return started;
  }

  /// True when the supervisor saw half of the memory in use, which it looks for under gVisor alone.
  boolean memoryRanLow() {
    return memoryRanLow;
  }

  /// May be called by any thread.
  void cancel(AttachedContainer taken) {
    cancelled = true;
    if (sent) {
      taken.kill();
    } else {
      taken.close(); // the order to kill must not get into the middle of the request
    }
  }

  /// Runs the program to its end.
  Completion follow(AttachedContainer taken, Program program) throws IOException {
    countedByHost = !taken.plan().runtime().isGvisor();
    CompletableFuture<Void> watch = giveUpLater(taken);
    try {
      taken.send(Request.encode(program, limits));
      sent = true;
      if (cancelled) {
        taken.kill();
      }
      for (boolean more = true; more; more = more && ended == null) {
        Optional<Frame> next = taken.next();
        next.ifPresent(this::accept);
        more = next.isPresent();
      }
    } catch (EngineFailure ofTheSandbox) {
      throw ofTheSandbox; // it waits for us to close the connection, and has nothing more to say
    } catch (RuntimeException ofTheListener) {
      end(taken);
      throw ofTheListener;
    } catch (ClosedByInterruptException interrupted) {
      cancelled = true;
    } catch (IOException lost) {
      if (!cancelled && !overdue) {
        throw lost;
      }
    } finally {
      watch.cancel(false);
    }
    return completion();
  }

  /// Returns when nothing of the program is left.
  private void end(AttachedContainer taken) throws IOException {
    taken.kill();
    Optional<Frame> next = taken.next();
    while (next.isPresent() && !(next.get() instanceof Frame.Ended)) {
      next = taken.next();
    }
  }

  /// SECURITY: a sandbox that never answers, whatever the reason: its connection is closed, which
  /// ends it.
  private CompletableFuture<Void> giveUpLater(AttachedContainer taken) {
    long most = limits.wallTime().plus(GRACE).toMillis();
    return CompletableFuture.runAsync(
        () -> {
          overdue = true;
          taken.close();
        },
        CompletableFuture.delayedExecutor(most, TimeUnit.MILLISECONDS));
  }

  private void accept(Frame frame) {
    switch (frame) {
      case Frame.Ready() -> throw new EngineFailure("protocol", "a second greeting", null);
      case Frame.Started() -> started = true;
      case Frame.Printed(Stream stream, var bytes) -> {
        var _ = transcript.add(stream, bytes);
      }
      case Frame.MemoryRunsLow() -> memoryRanLow = true;
      case Frame.Used usage -> used = usage;
      case Frame.Ended end -> ended = end;
      case Frame.Failed(String stage, String reason) ->
          throw new EngineFailure(stage, reason, null);
    }
  }

  private Completion completion() {
    Frame.Used usage = used;
    Frame.Ended end = ended;
    if (usage != null && end != null) {
      return completion(
          end,
          usage.killer(),
          usage.oomKills(),
          new Usage(
              end.wallTime(),
              Optional.of(usage.cpuTime()).filter(_ -> countedByHost),
              Optional.of(usage.peakMemory()).filter(peak -> peak.bytes() > 0),
              usage.peakProcesses()));
    }
    if (!cancelled) {
      throw new EngineFailure(
          "container", overdue ? "it did not report in time" : "it ended without a report", null);
    }
    return withoutReport(Optional.of(Killer.CANCELLED), 0);
  }

  /// What to say when the kernel is known to have ended the supervisor together with its program
  /// because the sandbox's memory was used up.
  Completion outOfMemory() {
    return withoutReport(Optional.empty(), 1);
  }

  private Completion withoutReport(Optional<Killer> killer, long oomKills) {
    Usage nothing = new Usage(Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty());
    Frame.Ended killed = new Frame.Ended(new Ending.Signalled(new Signal(9)), Duration.ZERO, 0);
    return completion(killed, killer, oomKills, nothing);
  }

  private Completion completion(
      Frame.Ended end, Optional<Killer> killer, long oomKills, Usage usage) {
    return new Completion(
        end.ending(),
        killer,
        oomKills,
        end.unroutable(),
        transcript.output(Stream.STDOUT),
        transcript.output(Stream.STDERR),
        usage);
  }
}
