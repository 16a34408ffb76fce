package org.safecodeexecutor.engine.cell;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.Cancellation;
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
import org.safecodeexecutor.engine.Sandbox;
import org.safecodeexecutor.engine.protocol.Frame;
import org.safecodeexecutor.engine.protocol.Transcript;
import org.safecodeexecutor.engine.warm.Request;
import org.safecodeexecutor.engine.warm.WarmPool;

/// One run in one cell. The calling thread does all of it.
///
/// A cell may be lost: its zygote died, or somebody killed it. All that a program can do to the
/// world is to print, so for as long as nobody was shown anything of it, it is run again in another
/// cell.
final class CellSandbox implements Sandbox {
  /// How much longer than its wall time a cell may take to report before it is given up.
  private static final Duration GRACE = Duration.ofSeconds(10);

  /// Of cells that were heard of after they got their program.
  private static final int ATTEMPTS = 3;

  /// Of all. When the zygote dies, every cell that waits is lost with it.
  private static final int MOST_LOST = 100;

  private final Supplier<CellContainer> container;
  private final Limits limits;
  private @Nullable Cell cell;

  /// @param container the one that serves now; asked for each attempt
  CellSandbox(Supplier<CellContainer> container, Limits limits) {
    this.container = container;
    this.limits = limits;
  }

  @Override
  public Completion run(Program program, OutputListener listener, Cancellation cancellation) {
    int heard = 0;
    for (int lost = 0; ; lost++) {
      Run run = new Run(container.get(), listener);
      try (Cell taken = run.take();
          var _ = cancellation.onCancel(() -> run.cancel(taken))) {
        cell = taken;
        return run.follow(taken, program);
      } catch (IOException | EngineFailure e) {
        heard += run.heard ? 1 : 0;
        if (run.isFinal || heard == ATTEMPTS || lost == MOST_LOST) {
          throw e instanceof EngineFailure known
              ? known
              : new EngineFailure("cell", "it was lost", e);
        }
      } finally {
        run.container.pool().fill();
      }
    }
  }

  @Override
  public void close() {
    Cell taken = cell;
    if (taken != null) {
      taken.close();
    }
  }

  /// What is known of one attempt so far.
  private final class Run {
    private final CellContainer container;
    private final OutputListener listener;
    private final Transcript transcript;
    private volatile boolean cancelled;
    private volatile boolean sent;
    private boolean heard;

    /// It must not be run again: somebody was shown some of its output, or waited for it long
    /// enough.
    private boolean isFinal;

    private Frame.@Nullable Used used;
    private Frame.@Nullable Ended ended;

    private Run(CellContainer container, OutputListener listener) {
      this.container = container;
      this.listener = listener;
      this.transcript = new Transcript(limits.output(), listener);
    }

    /// Throws [IOException] when the container has ended: there will be another one.
    private Cell take() throws IOException {
      try {
        return container.pool().take().orElseThrow(this::none);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        isFinal = true;
        throw new EngineFailure("cell", "interrupted", e);
      }
    }

    private IOException none() {
      isFinal = !container.pool().isAbandoned();
      heard = true; // a container that ends again and again is not for ever replaced
      return new IOException("no cell in " + WarmPool.patienceSeconds() + " s");
    }

    private void cancel(Cell taken) {
      cancelled = true;
      if (sent) {
        taken.kill();
      } else {
        taken.close(); // the order to kill must not get into the middle of the request
      }
    }

    private Completion follow(Cell taken, Program program) throws IOException {
      container.deadlines().set(taken, limits.wallTime().plus(GRACE));
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
      } catch (EngineFailure ofTheCell) {
        throw ofTheCell; // it waits for us to close the connection, and has nothing more to say
      } catch (RuntimeException ofTheListener) {
        end(taken);
        throw ofTheListener;
      } catch (ClosedByInterruptException interrupted) {
        cancelled = true;
      } catch (IOException lost) {
        if (!cancelled) {
          throw lost;
        }
      } finally {
        container.deadlines().remove(taken);
        isFinal |= taken.isGivenUp();
      }
      return completion();
    }

    /// Returns when nothing of the program is left.
    private void end(Cell taken) throws IOException {
      taken.kill();
      Optional<Frame> next = taken.next();
      while (next.isPresent() && !(next.get() instanceof Frame.Ended)) {
        next = taken.next();
      }
    }

    private void accept(Frame frame) {
      heard = true;
      switch (frame) {
        case Frame.Ready() -> throw new EngineFailure("protocol", "a second greeting", null);
        case Frame.Started() -> {}
        case Frame.MemoryRunsLow() ->
            throw new EngineFailure("protocol", "a message of another supervisor", null);
        case Frame.Printed(Stream stream, var bytes) -> {
          isFinal = !listener.equals(OutputListener.NONE);
          var _ = transcript.add(stream, bytes);
        }
        case Frame.Used usage -> used = usage;
        case Frame.Ended end -> ended = end;
        case Frame.Failed(String stage, String reason) -> {
          if (stage.equals("zygote")) {
            container.unstick();
          }
          throw new EngineFailure(stage, reason, null);
        }
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
                Optional.of(usage.cpuTime()),
                Optional.of(usage.peakMemory()).filter(peak -> peak.bytes() > 0),
                usage.peakProcesses()));
      }
      if (!cancelled) {
        throw new EngineFailure("cell", "it ended without a report", null);
      }
      Usage nothing =
          new Usage(Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty());
      Frame.Ended killed = new Frame.Ended(new Ending.Signalled(new Signal(9)), Duration.ZERO, 0);
      return completion(killed, Optional.of(Killer.CANCELLED), 0, nothing);
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
}
