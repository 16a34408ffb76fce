package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.safecodeexecutor.testkit.ExecutionAssert.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.Submission;

/// Watching a program while it runs, and ending it.
public interface StreamingContract extends Contract {
  Submission ENDLESS =
      Submission.python("import time\nprint('ready', flush=True)\ntime.sleep(60)\n");

  @Test
  default void outputArrivesWhileTheProgramRuns() {
    try (var running = BackgroundRun.start(engine().sandboxes(), ENDLESS)) {
      running.awaitOutput("ready\n");
      assertThat(running.isDone()).isFalse();
    }
  }

  @Test
  default void listenerGetsWhatTheExecutionKeepsAndNoMore() {
    var pieces = new CopyOnWriteArrayList<String>();
    Limits limits = Limits.DEFAULT.withOutput(DataSize.ofKibibytes(100));
    Submission submission = Submission.python("while True: print('x' * 99)").withLimits(limits);
    var execution =
        engine()
            .sandboxes()
            .execute(submission, (stream, b) -> pieces.add(b.text()), new Cancellation());
    assertThat(String.join("", pieces)).isEqualTo(execution.stdout().text()).hasSize(102_400);
  }

  @Test
  default void listenerKnowsTheStreams() {
    var streams = new CopyOnWriteArrayList<OutputListener.Stream>();
    Submission submission =
        Submission.python("import os, time\nos.write(2, b'e')\ntime.sleep(0.2)\nos.write(1, b'o')");
    engine()
        .sandboxes()
        .execute(submission, (stream, b) -> streams.add(stream), new Cancellation());
    assertThat(streams).containsExactly(OutputListener.Stream.STDERR, OutputListener.Stream.STDOUT);
  }

  @Test
  default void slowListenerSlowsTheProgramOnly() {
    var calls = new AtomicInteger();
    Submission submission = Submission.python("print('x' * 500_000)");
    var execution =
        engine()
            .sandboxes()
            .execute(submission, (stream, b) -> pauseFirst(calls), new Cancellation());
    assertThat(execution).succeeded();
    assertThat(execution.stdout().content().size()).isEqualTo(500_001);
  }

  private static void pauseFirst(AtomicInteger calls) {
    if (calls.getAndIncrement() < 5) {
      LockSupport.parkNanos(50_000_000);
    }
  }

  @Test
  default void exceptionOfTheListenerEndsTheRunAndReachesTheCaller() {
    String marker = "marker-" + UUID.randomUUID();
    Submission submission = ENDLESS.withArguments(List.of(marker));
    OutputListener broken =
        (stream, bytes) -> {
          throw new IllegalStateException("the listener is broken");
        };
    assertThatThrownBy(() -> engine().sandboxes().execute(submission, broken, new Cancellation()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the listener is broken");
    assertThat(HostState.processesWith(marker)).isEmpty();
  }

  @Test
  default void cancelledProgramEndsAtOnceAndKeepsItsOutput() {
    try (var running = BackgroundRun.start(engine().sandboxes(), ENDLESS)) {
      running.awaitOutput("ready");
      long start = System.nanoTime();
      running.cancel();
      assertThat(running.result()).wasCancelled();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TestHost.patience(2));
      assertThat(running.result().stdout().text()).isEqualTo("ready\n");
    }
  }

  @Test
  default void cancelledProgramLeavesNoProcess() {
    hostKernelOnly();
    String marker = "marker-" + UUID.randomUUID();
    Submission submission = ENDLESS.withArguments(List.of(marker));
    try (var running = BackgroundRun.start(engine().sandboxes(), submission)) {
      running.awaitOutput("ready");
      assertThat(HostState.processesWith(marker)).isNotEmpty();
      running.cancel();
      running.result();
      assertThat(HostState.processesWith(marker)).isEmpty();
    }
  }

  @Test
  default void interruptOfTheCallerCancels() {
    try (var running = BackgroundRun.start(engine().sandboxes(), ENDLESS)) {
      running.awaitOutput("ready");
      running.interrupt();
      assertThat(running.result()).wasCancelled();
    }
  }

  @Test
  default void executionCancelledBeforeItsStartDoesNotRun() {
    var cancellation = new Cancellation();
    cancellation.cancel();
    long start = System.nanoTime();
    var execution = engine().sandboxes().execute(ENDLESS, OutputListener.NONE, cancellation);
    assertThat(execution).wasCancelled();
    assertThat(execution.stdout().text()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TestHost.patience(2));
  }

  @Test
  default void cancellationAfterTheEndChangesNothing() {
    var cancellation = new Cancellation();
    var execution =
        engine()
            .sandboxes()
            .execute(Submission.python("print(1)"), OutputListener.NONE, cancellation);
    cancellation.cancel();
    assertThat(execution).printed("1\n");
  }

  @Test
  default void cancellationOfOneIsNotThatOfAnother() {
    try (var one = BackgroundRun.start(engine().sandboxes(), ENDLESS);
        var other = BackgroundRun.start(engine().sandboxes(), ENDLESS)) {
      one.awaitOutput("ready");
      other.awaitOutput("ready");
      one.cancel();
      assertThat(one.result()).wasCancelled();
      assertThat(other.isDone()).isFalse();
    }
  }
}
