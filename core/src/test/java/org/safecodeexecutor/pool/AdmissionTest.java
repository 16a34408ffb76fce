package org.safecodeexecutor.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Overloaded;

class AdmissionTest {
  private static final String ANNA = "Anna";
  private static final String BERT = "Bert";
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Cancellation nobody = new Cancellation();

  @Test
  void theFirstWhoWaitsGetsThePlaceThatIsFreed() {
    Admission admission = admission(1, 1);
    Admission.Lease first = admission.admit(ANNA, nobody).orElseThrow();
    var second = CompletableFuture.supplyAsync(() -> admission.admit(ANNA, nobody));
    await()
        .untilAsserted(() ->
            assertThatThrownBy(() -> admission.admit(ANNA, nobody)).isInstanceOf(Overloaded.class));
    first.close();
    assertThat(second.join()).isPresent();
  }

  @Test
  void whoeverCancelsWhileWaitingIsLetGoAndTakesNoPlace() {
    Admission admission = admission(1, 1);
    Admission.Lease first = admission.admit(ANNA, nobody).orElseThrow();
    Cancellation cancellation = new Cancellation();
    var waiting = CompletableFuture.supplyAsync(() -> admission.admit(ANNA, cancellation));
    await()
        .untilAsserted(() ->
            assertThatThrownBy(() -> admission.admit(ANNA, nobody)).isInstanceOf(Overloaded.class));
    cancellation.cancel();
    assertThat(waiting.join()).isEqualTo(Optional.empty());
    first.close();
    assertThat(admission.admit(ANNA, nobody)).isPresent();
  }

  @Test
  void aLeaseIsGivenBackOnce() {
    Admission admission = admission(1, 0);
    Admission.Lease lease = admission.admit(ANNA, nobody).orElseThrow();
    lease.close();
    lease.close();
    assertThat(admission.admit(ANNA, nobody)).isPresent();
    assertThatThrownBy(() -> admission.admit(ANNA, nobody)).isInstanceOf(Overloaded.class);
  }

  @Test
  void callersTakeTurns() {
    Admission admission = admission(1, 4);
    Admission.Lease held = admission.admit(ANNA, nobody).orElseThrow();
    List<String> order = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (String caller : List.of(ANNA, ANNA, ANNA, BERT)) {
      Thread thread =
          Thread.startVirtualThread(() -> {
            Admission.Lease lease = admission.admit(caller, nobody).orElseThrow();
            order.add(caller);
            lease.close();
          });
      await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
      threads.add(thread);
    }
    held.close();
    threads.forEach(AdmissionTest::join);
    assertThat(order).containsExactly(ANNA, BERT, ANNA, ANNA);
  }

  @Test
  void oneCallerGetsAPartOfTheQueueAndLeavesTheRestToOthers() {
    Admission admission = new Admission(new Admission.Bounds(1, 2, 1, LONG));
    Admission.Lease held = admission.admit(ANNA, nobody).orElseThrow();
    var waiting = CompletableFuture.supplyAsync(() -> admission.admit(ANNA, nobody));
    await()
        .untilAsserted(() ->
            assertThatThrownBy(() -> admission.admit(ANNA, cancelledSoon()))
                .isInstanceOf(Overloaded.class)
                .hasMessageContaining("same caller"));
    assertThat(admission.room(ANNA)).isZero();
    assertThat(admission.room(BERT)).isOne();
    var other = CompletableFuture.supplyAsync(() -> admission.admit(BERT, nobody));
    held.close();
    waiting.join().orElseThrow().close();
    assertThat(other.join()).isPresent();
  }

  @Test
  void callersWithoutANameMayFillTheQueue() {
    Admission admission = new Admission(new Admission.Bounds(1, 2, 1, LONG));
    Admission.Lease held = admission.admit("", nobody).orElseThrow();
    var first = CompletableFuture.supplyAsync(() -> admission.admit("", nobody));
    var second = CompletableFuture.supplyAsync(() -> admission.admit("", nobody));
    held.close();
    CompletableFuture.anyOf(first, second).join();
    (first.isDone() ? first : second).join().orElseThrow().close();
    assertThat(first.join()).isPresent();
    assertThat(second.join()).isPresent();
  }

  @Test
  void whoWaitsTooLongIsTurnedAwayAndTakesNoPlace() {
    Duration brief = Duration.ofMillis(50);
    Admission admission = new Admission(new Admission.Bounds(1, 1, 1, brief));
    Admission.Lease held = admission.admit(ANNA, nobody).orElseThrow();
    assertThatThrownBy(() -> admission.admit(ANNA, nobody))
        .isInstanceOf(Overloaded.class)
        .hasMessageContaining("no place became free");
    held.close();
    assertThat(admission.admit(ANNA, nobody)).isPresent();
  }

  /// Of a caller who would wait, were there room in the queue, but not for ever.
  private static Cancellation cancelledSoon() {
    Cancellation cancellation = new Cancellation();
    CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(cancellation::cancel);
    return cancellation;
  }

  private static Admission admission(int places, int queue) {
    return new Admission(new Admission.Bounds(places, queue, queue, LONG));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
