package org.safecodeexecutor.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MirrorsTest {
  @Test
  void theArchivesOfADebianHostAreUsedWhateverItsRelease() {
    assertThat(
            Mirrors.sources(
                "bookworm",
                List.of(
                    "Other|Other|stable|http://other/",
                    "Debian|Debian|trixie|http://mirror/debian/",
                    "Debian|Debian|trixie-updates|http://mirror/debian/",
                    "Debian|Debian-Security|trixie-security|http://mirror/security/")))
        .containsExactly(
            "deb http://mirror/debian/ bookworm main",
            "deb http://mirror/debian/ bookworm-updates main",
            "deb http://mirror/security/ bookworm-security main");
  }

  @Test
  void anotherDistributionUsesTheDefault() {
    assertThat(Mirrors.sources("bookworm", List.of("Ubuntu|Ubuntu|noble|http://mirror/ubuntu/")))
        .isEmpty();
  }
}
