package org.safecodeexecutor.cli;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.SandboxException;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.Submission;

/// Sandboxes that a thread of their own opens, while the caller makes other things ready: most of
/// the time until they are open is spent waiting for an interpreter. Every call waits for them.
final class Opening implements Sandboxes {
  private final FutureTask<Sandboxes> opened;

  private Opening(FutureTask<Sandboxes> opened) {
    this.opened = opened;
  }

  static Opening of(Supplier<Sandboxes> open) {
    FutureTask<Sandboxes> opened = new FutureTask<>(open::get);
    Thread.ofPlatform().name("opening").start(opened);
    return new Opening(opened);
  }

  /// Returns them when they are open. Throws what their opening has thrown.
  Sandboxes await() {
    try {
      return opened.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SandboxException known
          ? known
          : new IllegalStateException("opening the sandboxes failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineFailure("open", "interrupted", e);
    }
  }

  @Override
  public Execution execute(
      Submission submission, OutputListener listener, Cancellation cancellation) {
    return await().execute(submission, listener, cancellation);
  }

  @Override
  public boolean isFull(String caller) {
    return await().isFull(caller);
  }

  /// Waits until they are open, and closes them.
  @Override
  public void close() {
    try {
      await().close();
    } catch (SandboxException e) {
      // there is nothing to close; whoever used them was told
    }
  }
}
