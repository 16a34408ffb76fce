package org.safecodeexecutor.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.local.Check.Status;
import org.safecodeexecutor.local.UserNamespaces.Settings;

class UserNamespacesTest {
  private static final int ABSENT = -1;

  @Test
  void switchedOffTheyAreARemedyAway() {
    Check check = UserNamespaces.check(new Settings(true, 0, ABSENT, ABSENT));
    assertThat(check.status()).isEqualTo(Status.FAIL);
    assertThat(check.fix()).isEqualTo("sysctl -w user.max_user_namespaces=15000");
    assertThat(check.remedy()).isPresent();
  }

  @Test
  void rootIsNotConcernedByAppArmor() {
    assertThat(UserNamespaces.check(new Settings(true, 15_000, 1, ABSENT)).status())
        .isEqualTo(Status.PASS);
  }

  /// Ubuntu 24.04. What weakens the host is told, and not done by `--fix`.
  @Test
  void userWhomAppArmorKeepsFromThemIsToldTheSetting() {
    Check check = UserNamespaces.check(new Settings(false, 15_000, 1, ABSENT));
    assertThat(check.status()).isEqualTo(Status.WARN);
    assertThat(check.fix()).contains("kernel.apparmor_restrict_unprivileged_userns=0");
    assertThat(check.remedy()).isEqualTo(Optional.empty());
  }

  @Test
  void userOfAKernelOfDebianThatKeepsThemForRootIsToldTheSetting() {
    Check check = UserNamespaces.check(new Settings(false, 15_000, ABSENT, 0));
    assertThat(check.fix()).contains("kernel.unprivileged_userns_clone=1");
    assertThat(UserNamespaces.check(new Settings(true, 15_000, ABSENT, 0)).status())
        .isEqualTo(Status.PASS);
  }

  @Test
  void kernelThatKnowsNoSuchSettingsIsFine() {
    assertThat(UserNamespaces.check(new Settings(false, 15_000, ABSENT, ABSENT)).found())
        .isEqualTo("up to 15000");
  }
}
