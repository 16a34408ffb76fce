package org.safecodeexecutor.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.local.Check.Status;
import org.safecodeexecutor.local.Delegation.Facts;

class DelegationTest {
  private static final Path GROUP =
      Path.of("/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service");

  @Test
  void userWithAllThreeControllersNeedsNothing() {
    Facts facts = new Facts(2, GROUP, true, Set.of("cpu", "io", "memory", "pids"), true);
    assertThat(Delegation.check(facts).status()).isEqualTo(Status.PASS);
  }

  /// What most distributions give.
  @Test
  void controllerThatIsNotGivenIsNamedWithTheUnitToChange() {
    Check check = Delegation.check(new Facts(2, GROUP, true, Set.of("memory", "pids"), true));
    assertThat(check.status()).isEqualTo(Status.WARN);
    assertThat(check.found()).isEqualTo("without cpu in " + GROUP);
    assertThat(check.fix())
        .contains("/etc/systemd/system/user@.service.d/delegate.conf")
        .contains("Delegate=cpu cpuset io memory pids")
        .contains("systemd-run --user --scope -p Delegate=yes");
  }

  @Test
  void groupOfSomebodyElseIsNoneToUse() {
    Check check =
        Delegation.check(new Facts(2, GROUP, false, Set.of("cpu", "memory", "pids"), true));
    assertThat(check.found()).isEqualTo(GROUP + " does not belong to this user");
  }

  @Test
  void hostWithoutSystemdIsToldWhatRootMustDo() {
    Check check = Delegation.check(new Facts(2, GROUP, false, Set.of(), false));
    assertThat(check.fix()).contains("cgroup.subtree_control").doesNotContain("systemctl");
  }

  @Test
  void versionOneIsNotGivenToUsers() {
    Check check = Delegation.check(new Facts(1, GROUP, false, Set.of(), true));
    assertThat(check.status()).isEqualTo(Status.WARN);
    assertThat(check.fix()).contains("systemd.unified_cgroup_hierarchy=1");
  }
}
