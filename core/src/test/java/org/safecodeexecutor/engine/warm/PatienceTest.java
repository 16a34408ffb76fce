package org.safecodeexecutor.engine.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PatienceTest {
  /// The clock may show any number, and run over.
  private static final long START = Long.MAX_VALUE - 5;

  private final Patience patience = new Patience(START);

  @Test
  void makerThatStartsIsGivenLongerThanOneThatHasDelivered() {
    assertThat(patience.isOver(at(20), START)).isFalse();
    patience.delivered(at(21));
    assertThat(patience.isOver(at(26), START)).isFalse();
    assertThat(patience.isOver(at(28), START)).isTrue();
  }

  @Test
  void makerThatNeverDeliversHangsInTheEnd() {
    assertThat(patience.isOver(at(25), START)).isTrue();
  }

  @Test
  void makerThatWasReplacedIsGivenTheTimeOfAStart() {
    patience.delivered(at(1));
    assertThat(patience.isOver(at(8), at(1))).isTrue();
    assertThat(patience.isOver(at(15), at(1))).isFalse();
    assertThat(patience.isOver(at(33), at(1))).isTrue();
  }

  @Test
  void severalWhoWaitReplaceTheMakerOnce() {
    patience.delivered(at(1));
    assertThat(patience.isOver(at(8), at(1))).isTrue();
    assertThat(patience.isOver(at(8), at(1))).isFalse();
  }

  @Test
  void timeInWhichNobodyWaitedDoesNotCount() {
    patience.delivered(at(1));
    assertThat(patience.isOver(at(1000), at(998))).isFalse();
    assertThat(patience.isOrderLost(at(1000), at(998))).isFalse();
  }

  @Test
  void ordersAreLostOnceForAllWhoWait() {
    patience.delivered(at(1));
    assertThat(patience.isOrderLost(at(5), at(1))).isTrue();
    assertThat(patience.isOrderLost(at(6), at(1))).isFalse();
    assertThat(patience.isOrderLost(at(9), at(1))).isTrue();
  }

  @Test
  void noOrderIsLostWhileTheMakerStarts() {
    assertThat(patience.isOrderLost(at(20), START)).isFalse();
  }

  private static long at(long seconds) {
    return START + TimeUnit.SECONDS.toNanos(seconds);
  }
}
