package org.safecodeexecutor.engine.docker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.engine.docker.Daemon.Facts;

class RequirementsTest {
  private static final List<String> SECCOMP = List.of("name=seccomp,profile=default");

  private static Facts facts(String api, String cgroupDriver, List<String> options) {
    return new Facts("20.10.24", api, 2, cgroupDriver, options, Map.of("runc", "runc"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.41", "1.54", "2.0"})
  void daemonThatIsNewEnoughIsTaken(String api) {
    assertThatCode(() -> Requirements.check(facts(api, "systemd", SECCOMP)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.40", "1.9", "0", "unknown"})
  void daemonThatIsTooOldIsRefusedWithWhatToInstall(String api) {
    assertThatThrownBy(() -> Requirements.check(facts(api, "cgroupfs", SECCOMP)))
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessageContaining("install Docker 20.10 or newer");
  }

  @Test
  void rootlessDaemonThatKeepsNoLimitsIsRefused() {
    assertThatThrownBy(() -> Requirements.check(facts("1.41", "none", SECCOMP)))
        .hasMessageContaining("keeps no limits");
  }

  @Test
  void daemonWithoutSeccompIsRefused() {
    assertThatThrownBy(() -> Requirements.check(facts("1.41", "cgroupfs", List.of())))
        .hasMessageContaining("seccomp");
  }
}
