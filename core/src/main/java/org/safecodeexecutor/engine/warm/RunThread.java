package org.safecodeexecutor.engine.warm;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.engine.Completion;

/// A platform thread for one run whose frames come by a blocking read: such a read cannot be
/// interrupted, and holds the carrier of a virtual thread for as long as the program runs, so that
/// a few long runs would hold up all others.
public final class RunThread {
  private RunThread() {}

  /// Runs to the end there. Interrupting the caller cancels the run.
  ///
  /// @param run follows a run, which the given cancellation ends
  public static Completion call(
      String name, Function<Cancellation, Completion> run, Cancellation cancellation) {
    Cancellation own = new Cancellation();
    FutureTask<Completion> task = new FutureTask<>(() -> run.apply(own));
    Thread.ofPlatform().name(name).start(task);
    try (var _ = cancellation.onCancel(own::cancel)) {
      return await(task, own);
    }
  }

  private static Completion await(FutureTask<Completion> task, Cancellation own) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
          own.cancel();
        } catch (ExecutionException e) {
          throw e.getCause() instanceof RuntimeException known
              ? known
              : new EngineFailure("run", String.valueOf(e.getMessage()), e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
