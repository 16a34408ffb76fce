package org.safecodeexecutor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.Submission;

class OpeningTest {
  private final FakeProduct product = new FakeProduct();

  @Test
  void callsWaitForTheSandboxes() {
    CountDownLatch called = new CountDownLatch(1);
    Opening opening =
        Opening.of(() -> {
          await(called);
          return product;
        });
    Thread.startVirtualThread(called::countDown);

    assertThat(opening.execute(Submission.python("1")).outcome().isSuccess()).isTrue();
  }

  @Test
  void closingClosesWhatWasOpened() {
    Opening.of(() -> product).close();

    assertThat(product.events).containsExactly("close");
  }

  @Test
  void whatOpeningHasThrownIsThrownByEveryCallButClose() {
    DependencyUnavailable reason = new DependencyUnavailable("no runc");
    Opening opening =
        Opening.of(() -> {
          throw reason;
        });

    assertThatThrownBy(opening::await).isSameAs(reason);
    assertThatThrownBy(() -> opening.execute(Submission.python("1"))).isSameAs(reason);
    assertThatCode(opening::close).doesNotThrowAnyException();
  }

  @Test
  void aFaultOfOursIsNotHidden() {
    IllegalArgumentException fault = new IllegalArgumentException("a fault");

    // as ServeCommand does; an exception cannot be suppressed by itself
    assertThatThrownBy(
            () -> {
              try (Opening opening =
                  Opening.of(() -> {
                    throw fault;
                  })) {
                opening.await();
              }
            })
        .isSameAs(fault);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
