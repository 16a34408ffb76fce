package org.safecodeexecutor.engine.cell;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.engine.Completion;
import org.safecodeexecutor.engine.Program;
import org.safecodeexecutor.engine.Sandbox;
import org.safecodeexecutor.engine.warm.SupervisedRun;
import org.safecodeexecutor.engine.warm.WarmPool;

/// One run in one cell. The calling thread does all of it.
///
/// A cell may be lost: its zygote died, or somebody killed it. All that a program can do to the
/// world is to print, so for as long as nobody was shown anything of it, it is run again in another
/// cell.
final class CellSandbox implements Sandbox {
  /// Of cells that were heard of after they got their program.
  private static final int ATTEMPTS = 3;

  /// Of all. When the zygote dies, every cell that waits is lost with it.
  private static final int MOST_LOST = 100;

  private final Supplier<CellContainer> container;
  private final Limits limits;
  private @Nullable Attempt current;

  /// @param container the one that serves now; asked for each attempt
  CellSandbox(Supplier<CellContainer> container, Limits limits) {
    this.container = container;
    this.limits = limits;
  }

  @Override
  public Completion run(Program program, OutputListener listener, Cancellation cancellation) {
    int heard = 0;
    for (int lost = 0; ; lost++) {
      Attempt attempt = new Attempt(container.get());
      current = attempt;
      try {
        return attempt.run(program, listener, cancellation);
      } catch (IOException | EngineFailure e) {
        attempt.close();
        heard += attempt.heard ? 1 : 0;
        if (attempt.isFinal || heard == ATTEMPTS || lost == MOST_LOST) {
          throw e instanceof EngineFailure known
              ? known
              : new EngineFailure("cell", "it was lost", e);
        }
      }
    }
  }

  @Override
  public void close() {
    Attempt last = current;
    if (last != null) {
      last.close();
    }
  }

  /// One attempt, and whether there may be another.
  private final class Attempt implements AutoCloseable {
    private final CellContainer container;
    private @Nullable Cell cell;
    private boolean heard;

    /// It must not be run again: somebody was shown some of its output, or waited for it long
    /// enough.
    private boolean isFinal;

    private Attempt(CellContainer container) {
      this.container = container;
    }

    private Completion run(Program program, OutputListener listener, Cancellation cancellation)
        throws IOException {
      Cell taken = take();
      SupervisedRun run = new SupervisedRun(taken, limits, listener);
      cell = taken;
      try (var _ = cancellation.onCancel(run::cancel)) {
        container.deadlines().add(run);
        return run.follow(program);
      } catch (EngineFailure e) {
        if (e.stage().equals("zygote")) {
          container.unstick();
        }
        throw e;
      } finally {
        container.deadlines().remove(run);
        heard = run.wasHeard();
        isFinal = run.wasShown() || run.isOverdue();
      }
    }

    /// Ends the cell and orders the next one: work that nobody who waits for a result should wait
    /// for.
    @Override
    public void close() {
      Cell taken = cell;
      if (taken != null) {
        taken.close();
      }
      container.pool().fill();
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
  }
}
