package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.Submission;

/// An execution on a thread of its own, which the test watches and ends.
final class BackgroundRun implements AutoCloseable {
  private static final Duration PATIENCE = TestHost.patience(30);

  private final Cancellation cancellation = new Cancellation();
  private final CompletableFuture<Execution> result = new CompletableFuture<>();
  private final Queue<String> pieces = new ConcurrentLinkedQueue<>();
  private final Thread thread;

  private BackgroundRun(Sandboxes sandboxes, Submission submission) {
    this.thread =
        Thread.ofVirtual().name("background-run").start(() -> execute(sandboxes, submission));
  }

  static BackgroundRun start(Sandboxes sandboxes, Submission submission) {
    return new BackgroundRun(sandboxes, submission);
  }

  private void execute(Sandboxes sandboxes, Submission submission) {
    try {
      result.complete(sandboxes.execute(TestHost.unhurried(submission), this::keep, cancellation));
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  private void keep(OutputListener.Stream stream, Content bytes) {
    pieces.add(bytes.text());
  }

  /// Waits until the program has printed a text, while it runs; returns all that it printed.
  String awaitOutput(String expected) {
    await("output " + expected)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> result.isDone() || printed().contains(expected));
    assertThat(printed()).as(this::ending).contains(expected);
    return printed();
  }

  /// For a failure: how it ended, if it has.
  private String ending() {
    return result.isDone()
        ? result.handle((ended, failure) -> "ended: " + (failure == null ? ended : failure)).join()
        : "it runs";
  }

  private String printed() {
    return String.join("", pieces);
  }

  boolean isDone() {
    return result.isDone();
  }

  void cancel() {
    cancellation.cancel();
  }

  void interrupt() {
    thread.interrupt();
  }

  /// Waits for the end. Throws what the execution threw.
  Execution result() {
    try {
      return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e);
    } catch (TimeoutException e) {
      throw new AssertionError("the execution does not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Ends the execution and waits until it has ended.
  @Override
  public void close() {
    cancel();
    await("end of the execution").atMost(PATIENCE).until(result::isDone);
  }
}
