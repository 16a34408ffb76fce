package org.safecodeexecutor.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DistributionTest {
  @Test
  void familyIsFoundByItsOwnNameOrByWhatItIsLike() {
    assertThat(Distribution.of(List.of("NAME=\"Ubuntu\"", "ID=ubuntu", "ID_LIKE=debian")))
        .isEqualTo(Distribution.DEBIAN);
    assertThat(Distribution.of(List.of("ID=\"rocky\"", "ID_LIKE=\"rhel centos fedora\"")))
        .isEqualTo(Distribution.FEDORA);
    assertThat(Distribution.of(List.of("ID=manjaro", "ID_LIKE=arch"))).isEqualTo(Distribution.ARCH);
    assertThat(Distribution.of(List.of("ID=nixos"))).isEqualTo(Distribution.UNKNOWN);
  }

  @Test
  void eachFamilyHasItsCommand() {
    assertThat(Distribution.DEBIAN.installation("runc")).isEqualTo("apt-get install -y runc");
    assertThat(Distribution.FEDORA.installation("runc")).isEqualTo("dnf install -y runc");
    assertThat(Distribution.ARCH.installation("runc")).isEqualTo("pacman -S --noconfirm runc");
    assertThat(Distribution.FEDORA.installation("runsc")).contains("gvisor.dev");
  }
}
