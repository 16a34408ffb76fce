package org.safecodeexecutor.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.Enforcement;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.Output;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.Step;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.api.Usage;

/// Runs nothing: answers as it was told to, and remembers what it was asked.
public final class FakeSandboxes implements Sandboxes {
  public final BlockingQueue<Submission> submissions = new LinkedBlockingQueue<>();
  public final CountDownLatch cancelled = new CountDownLatch(1);

  private volatile int room = Integer.MAX_VALUE;
  private volatile Function<Cancellation, Execution> behaviour =
      cancellation -> execution(new Outcome.Exited(0), "", "");

  /// Every execution ends so.
  public void answer(Outcome outcome, String stdout, String stderr) {
    behaviour = cancellation -> execution(outcome, stdout, stderr);
  }

  /// There is no room for anybody.
  public void fill() {
    room = 0;
  }

  /// For a request at a time.
  public void narrow() {
    room = 1;
  }

  public void fail(RuntimeException failure) {
    behaviour =
        cancellation -> {
          throw failure;
        };
  }

  /// Executions last until they are cancelled.
  public void runUntilCancelled() {
    behaviour =
        cancellation -> {
          try (var _ = cancellation.onCancel(cancelled::countDown)) {
            cancelled.await();
            return execution(new Outcome.Cancelled(), "", "");
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
  }

  /// Executions last that long and print `done`.
  public void runFor(Duration time) {
    behaviour =
        cancellation -> {
          try (var _ = cancellation.onCancel(cancelled::countDown)) {
            Thread.sleep(time);
            return execution(new Outcome.Exited(0), "done", "");
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
  }

  /// Executions end when so many are under way.
  public void runTogether(int many) {
    CyclicBarrier all = new CyclicBarrier(many);
    behaviour =
        cancellation -> {
          try {
            all.await(10, TimeUnit.SECONDS);
            return execution(new Outcome.Exited(0), "together", "");
          } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            return execution(new Outcome.Exited(0), "alone", "");
          }
        };
  }

  @Override
  public Execution execute(
      Submission submission, OutputListener listener, Cancellation cancellation) {
    submissions.add(submission);
    return behaviour.apply(cancellation);
  }

  @Override
  public int room(String caller) {
    return room;
  }

  @Override
  public void close() {}

  public static Execution execution(Outcome outcome, String stdout, String stderr) {
    return execution(outcome, output(stdout), output(stderr));
  }

  public static Execution execution(Outcome outcome, Output stdout, Output stderr) {
    Usage usage =
        new Usage(Duration.ofMillis(12), Optional.empty(), Optional.empty(), Optional.empty());
    return new Execution(
        "execution-1",
        Instant.EPOCH,
        Instant.EPOCH,
        List.of(new Step(Step.Kind.RUN, outcome, stdout, stderr, usage)),
        new Enforcement("fake", "none", "none", Map.of()));
  }

  private static Output output(String text) {
    return new Output(Content.ofText(text), false);
  }
}
