package org.safecodeexecutor.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.Submission;

/// Sandboxes that a thread of their own opens, while the caller makes other things ready: most of
/// the time until they are open is spent waiting for an interpreter. Every call waits for them.
final class Opening implements Sandboxes {
  private final CompletableFuture<Sandboxes> opened = new CompletableFuture<>();

  private Opening() {}

  static Opening of(Supplier<Sandboxes> open) {
    Opening opening = new Opening();
    var _ = opening.opened.completeAsync(open, Thread.ofPlatform().name("opening")::start);
    return opening;
  }

  /// Returns them when they are open. Throws what their opening has thrown.
  Sandboxes await() {
    try {
      return opened.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case null, default -> throw e;
      }
    }
  }

  @Override
  public Execution execute(
      Submission submission, OutputListener listener, Cancellation cancellation) {
    return await().execute(submission, listener, cancellation);
  }

  @Override
  public int room(String caller) {
    return await().room(caller);
  }

  /// Waits until they are open, and closes them. Where they did not open there is nothing to close,
  /// and whoever waited for them was told.
  @Override
  public void close() {
    @Nullable Sandboxes sandboxes = opened.handle((open, _) -> open).join();
    if (sandboxes != null) {
      sandboxes.close();
    }
  }
}
