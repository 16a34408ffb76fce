package org.safecodeexecutor.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostUsersTest {
  @ParameterizedTest
  @CsvSource({
    "/etc/passwd, alice:x:100000:100000::/home/alice:/bin/sh, true",
    "/etc/passwd, alice:x:99999:99999::/home/alice:/bin/sh, false",
    "/etc/passwd, alice:x:165535:1::/home/alice:/bin/sh, true",
    "/etc/passwd, alice:x:165536:1::/home/alice:/bin/sh, false",
    "/etc/subuid, alice:34465:65536, true",
    "/etc/subuid, alice:34464:65536, false",
    "/etc/subgid, alice:165536:65536, false",
    "/etc/group, # a comment, false"
  })
  void aRangeMeetsWhoeverHasAnIdOfIt(String file, String line, boolean meets) {
    assertThat(HostUsers.meets(file, line, 100_000)).isEqualTo(meets);
  }

  @Test
  void knownWeaknessesOfTheRuntimeAreNamed() {
    assertThat(RuntimeAdvisories.knownIn("runc 1.1.5+ds1")).isPresent();
    assertThat(RuntimeAdvisories.knownIn("runc 1.2.7")).isPresent();
    assertThat(RuntimeAdvisories.knownIn("runc 1.2.8")).isEmpty();
    assertThat(RuntimeAdvisories.knownIn("runc 1.4.0")).isEmpty();
    assertThat(RuntimeAdvisories.knownIn("runsc release-20221219.0")).isEmpty();
  }
}
