package org.safecodeexecutor.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
  private final Cancellation cancellation = new Cancellation();
  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void actionIsDoneOnceHoweverOftenItIsCancelled() {
    try (var _ = cancellation.onCancel(calls::incrementAndGet)) {
      cancellation.cancel();
      cancellation.cancel();
    }
    assertThat(calls).hasValue(1);
    assertThat(cancellation.isCancelled()).isTrue();
  }

  @Test
  void actionThatComesLateIsDoneAtOnce() {
    cancellation.cancel();
    try (var _ = cancellation.onCancel(calls::incrementAndGet)) {
      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void actionTakenBackIsNotDone() {
    cancellation.onCancel(calls::incrementAndGet).close();
    cancellation.cancel();
    assertThat(calls).hasValue(0);
  }
}
