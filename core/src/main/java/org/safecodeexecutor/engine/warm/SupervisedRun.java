package org.safecodeexecutor.engine.warm;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;
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

/// What is known of a run under a [Supervisor]. The calling thread follows it.
public final class SupervisedRun {
  /// How much longer than its wall time a sandbox may take to report before it is given up.
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Supervisor supervisor;
  private final Limits limits;
  private final OutputListener listener;
  private final Transcript transcript;
  private volatile boolean cancelled;
  private volatile boolean sent;
  private volatile boolean overdue;
  private boolean heard;
  private boolean started;
  private boolean shown;
  private boolean memoryRanLow;

  private Frame.@Nullable Used used;
  private Frame.@Nullable Ended ended;

  public SupervisedRun(Supervisor supervisor, Limits limits, OutputListener listener) {
    this.supervisor = supervisor;
    this.limits = limits;
    this.listener = listener;
    this.transcript = new Transcript(limits.output(), listener);
  }

  /// The supervisor has said something, if only that it failed.
  public boolean wasHeard() {
    return heard;
  }

  /// The program has been let go.
  public boolean wasStarted() {
    return started;
  }

  /// Somebody was shown some of the program's output.
  public boolean wasShown() {
    return shown;
  }

  public boolean isOverdue() {
    return overdue;
  }

  /// When the sandbox should have reported by, from the start.
  public Duration longest() {
    return limits.wallTime().plus(GRACE);
  }

  /// SECURITY: a sandbox that never answers, whatever the reason: its connection is closed, which
  /// ends it. May be called by any thread.
  public void giveUp() {
    overdue = true;
    supervisor.close();
  }

  /// True when the supervisor saw half of the memory in use, which it looks for under gVisor alone.
  public boolean memoryRanLow() {
    return memoryRanLow;
  }

  /// May be called by any thread.
  public void cancel() {
    cancelled = true;
    if (sent) {
      supervisor.kill();
    } else {
      supervisor.close(); // the order to kill must not get into the middle of the request
    }
  }

  /// Runs the program to its end. Throws [IOException] when the sandbox is lost, [EngineFailure]
  /// when it says that it failed or does not report.
  public Completion follow(Program program) throws IOException {
    try {
      supervisor.send(Request.encode(program, limits));
      sent = true;
      if (cancelled) {
        supervisor.kill();
      }
      for (boolean more = true; more; more = more && ended == null) {
        Optional<Frame> next = supervisor.next();
        next.ifPresent(this::accept);
        more = next.isPresent();
      }
    } catch (EngineFailure ofTheSandbox) {
      throw ofTheSandbox; // it waits for us to close the connection, and has nothing more to say
    } catch (RuntimeException ofTheListener) {
      end();
      throw ofTheListener;
    } catch (ClosedByInterruptException interrupted) {
      cancelled = true;
    } catch (IOException lost) {
      if (!cancelled && !overdue) {
        throw lost;
      }
    }
    return completion();
  }

  /// Returns when nothing of the program is left.
  private void end() throws IOException {
    supervisor.kill();
    Optional<Frame> next = supervisor.next();
    while (next.isPresent() && !(next.get() instanceof Frame.Ended)) {
      next = supervisor.next();
    }
  }

  private void accept(Frame frame) {
    heard = true;
    switch (frame) {
      case Frame.Ready() -> throw new EngineFailure("protocol", "a second greeting", null);
      case Frame.Started() -> started = true;
      case Frame.Printed(Stream stream, var bytes) -> {
        shown = !listener.equals(OutputListener.NONE);
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
              Optional.of(usage.cpuTime()).filter(_ -> supervisor.countsCpuTime()),
              Optional.of(usage.peakMemory()).filter(peak -> peak.bytes() > 0),
              usage.peakProcesses()));
    }
    if (!cancelled) {
      throw new EngineFailure(
          supervisor.stage(),
          overdue ? "it did not report in time" : "it ended without a report",
          null);
    }
    return withoutReport(Optional.of(Killer.CANCELLED), 0);
  }

  /// What to say when the kernel is known to have ended the supervisor together with its program
  /// because the sandbox's memory was used up.
  public Completion outOfMemory() {
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
