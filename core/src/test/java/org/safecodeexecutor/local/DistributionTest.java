package org.safecodeexecutor.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.local.Check.Status;

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
    assertThat(fix(Distribution.DEBIAN, "runc")).isEqualTo("apt-get install -y runc");
    assertThat(fix(Distribution.FEDORA, "runc")).isEqualTo("dnf install -y runc");
    assertThat(fix(Distribution.ARCH, "runc")).isEqualTo("pacman -S --noconfirm runc");
  }

  @Test
  void whatCannotBeInstalledByACommandIsLeftToTheOperator() {
    assertThat(fix(Distribution.FEDORA, "runsc")).contains("gvisor.dev");
    assertThat(Distribution.FEDORA.missing("gvisor", Status.WARN, "none", "runsc").remedy())
        .isEmpty();
    assertThat(Distribution.UNKNOWN.missing("runc", Status.FAIL, "none", "runc").remedy())
        .isEmpty();
  }

  private static String fix(Distribution distribution, String program) {
    return distribution.missing("tool", Status.FAIL, "not there", program).fix();
  }
}
