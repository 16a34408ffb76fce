package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.safecodeexecutor.testkit.ExecutionAssert.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.Capability;
import org.safecodeexecutor.local.Check;
import org.safecodeexecutor.local.Doctor;

/// A daemon with `userns-remap`: who programs are is then another matter, and one promise more.
@ExtendWith(DockerMappedUsersTest.Daemon.class)
class DockerMappedUsersTest extends PartialContract
    implements IsolationContract, CapabilityContract {
  /// Those that engines take from the host without a daemon: where programs' users are looked for.
  private static final int IDS = SandboxesConfig.DEFAULT.firstHostId();

  static final class Daemon implements BeforeAllCallback, AfterAllCallback {
    private @Nullable DockerDaemon daemon;

    @Override
    public void beforeAll(ExtensionContext context) {
      daemon = DockerDaemon.mappingUsers(IDS);
    }

    @Override
    public void afterAll(ExtensionContext context) {
      if (daemon != null) {
        daemon.close();
      }
    }
  }

  @Override
  protected String name() {
    return "docker";
  }

  @Override
  protected Set<Capability> capabilities() {
    Set<Capability> capabilities = DockerContract.ofContainers();
    capabilities.add(Capability.USER_NAMESPACE);
    return capabilities;
  }

  @Test
  void rootOfAContainerIsNobodyOnTheHost() {
    assertThat(run("print(*open('/proc/self/uid_map').read().split())"))
        .printed("0 %d 65536%n".formatted(IDS));
  }

  @Test
  void doctorSaysThatUsersAreMapped() {
    assertThat(Doctor.examine(engine().config()))
        .filteredOn(check -> check.name().equals("docker users"))
        .extracting(Check::found)
        .containsExactly("mapped (userns-remap)");
  }
}
