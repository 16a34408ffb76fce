package org.safecodeexecutor.engine.cell;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.engine.Completion;
import org.safecodeexecutor.engine.Program;
import org.safecodeexecutor.engine.Sandbox;
import org.safecodeexecutor.engine.warm.WarmPool;
import org.safecodeexecutor.engine.warm.WarmRun;

/// One run in one cell. The calling thread does all of it.
final class CellSandbox implements Sandbox {
  private static final int ATTEMPTS = 3;

  private final WarmPool<Cell> pool;
  private final Limits limits;
  private @Nullable Cell cell;

  CellSandbox(WarmPool<Cell> pool, Limits limits) {
    this.pool = pool;
    this.limits = limits;
  }

  @Override
  public Completion run(Program program, OutputListener listener, Cancellation cancellation) {
    for (int attempt = 1; ; attempt++) {
      WarmRun run = new WarmRun("cell", limits, listener);
      try (Cell taken = take();
          var _ = cancellation.onCancel(() -> run.cancel(taken))) {
        cell = taken;
        return run.follow(taken, program);
      } catch (IOException | EngineFailure e) {
        // a cell that is lost before it started the program has not run anything: another one will
        // do
        if (run.started() || attempt == ATTEMPTS) {
          throw e instanceof EngineFailure known
              ? known
              : new EngineFailure("cell", "it was lost", e);
        }
      }
    }
  }

  private Cell take() {
    try {
      return pool.take()
          .orElseThrow(() ->
              new EngineFailure(
                  "cell", "none was ready in " + WarmPool.patienceSeconds() + " s", null));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineFailure("cell", "interrupted", e);
    }
  }

  @Override
  public void close() {
    Cell taken = cell;
    if (taken != null) {
      taken.close();
    }
  }
}
