package org.safecodeexecutor.http.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.safecodeexecutor.http.FakeSandboxes;
import org.safecodeexecutor.http.rules.Entrance.Way;

class EntranceTest {
  private static final String CLIENT = "1.2.3.4";

  private final FakeSandboxes sandboxes = new FakeSandboxes();
  private final Entrance entrance = new Entrance(sandboxes);

  @Test
  void noMoreAreOnTheirWayThanThereIsRoomFor() {
    sandboxes.narrow();

    assertThat(entrance.ask(CLIENT)).isEqualTo(Way.IN);
    assertThat(entrance.ask(CLIENT)).isEqualTo(Way.LATER);
    assertThat(entrance.ask(CLIENT)).isEqualTo(Way.LATER);
    entrance.arrived();
    assertThat(entrance.ask(CLIENT)).isEqualTo(Way.IN);
  }

  @Test
  void whereThereIsNoRoomNobodyWaits() {
    sandboxes.fill();

    assertThat(entrance.ask(CLIENT)).isEqualTo(Way.NO_ROOM);
  }
}
