package org.safecodeexecutor.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Overloaded;

class AdmissionTest {
  private final Cancellation nobody = new Cancellation();

  @Test
  void theFirstWhoWaitsGetsThePlaceThatIsFreed() {
    Admission admission = new Admission(1, 1);
    Admission.Lease first = admission.admit(nobody).orElseThrow();
    var second = CompletableFuture.supplyAsync(() -> admission.admit(nobody));
    await()
        .untilAsserted(
            () -> assertThatThrownBy(() -> admission.admit(nobody)).isInstanceOf(Overloaded.class));
    first.close();
    assertThat(second.join()).isPresent();
  }

  @Test
  void whoeverCancelsWhileWaitingIsLetGoAndTakesNoPlace() {
    Admission admission = new Admission(1, 1);
    Admission.Lease first = admission.admit(nobody).orElseThrow();
    Cancellation cancellation = new Cancellation();
    var waiting = CompletableFuture.supplyAsync(() -> admission.admit(cancellation));
    await()
        .untilAsserted(
            () -> assertThatThrownBy(() -> admission.admit(nobody)).isInstanceOf(Overloaded.class));
    cancellation.cancel();
    assertThat(waiting.join()).isEqualTo(Optional.empty());
    first.close();
    assertThat(admission.admit(nobody)).isPresent();
  }

  @Test
  void aLeaseIsGivenBackOnce() {
    Admission admission = new Admission(1, 0);
    Admission.Lease lease = admission.admit(nobody).orElseThrow();
    lease.close();
    lease.close();
    assertThat(admission.admit(nobody)).isPresent();
    assertThatThrownBy(() -> admission.admit(nobody)).isInstanceOf(Overloaded.class);
  }
}
