package org.safecodeexecutor.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Overloaded;

class HostIdsTest {
  @Test
  void noIdIsInUseTwiceAndNoneIsTheRoot() {
    HostIds ids = new HostIds(1_900_000_000, 1);
    Set<Integer> used = new HashSet<>();
    for (int i = 0; i < 1023; i++) {
      assertThat(used.add(ids.lease().id())).isTrue();
    }
    assertThat(used).allMatch(id -> id > 1_900_001_024 && id < 1_900_002_048);
    assertThat(used).doesNotContain(ids.root());
    assertThatThrownBy(ids::lease).isInstanceOf(Overloaded.class);
  }

  @Test
  void anIdComesBackOnceHoweverOftenItsLeaseIsClosed() {
    HostIds ids = new HostIds(1_900_000_000, 0);
    HostIds.Lease lease = ids.lease();
    lease.close();
    lease.close();
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 1023; i++) {
      assertThat(seen.add(ids.lease().id())).isTrue();
    }
  }
}
