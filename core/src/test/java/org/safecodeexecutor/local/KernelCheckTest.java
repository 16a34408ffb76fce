package org.safecodeexecutor.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.local.Check.Status;

class KernelCheckTest {
  @ParameterizedTest
  @ValueSource(strings = {"5.9.0", "5.10.0-28-amd64", "6.1.0-18-cloud-amd64", "10.0", "unknown"})
  void kernelThatCellsNeedPasses(String version) {
    assertThat(check("Linux", version, "auto").status()).isEqualTo(Status.PASS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5.8.18", "5.4.0-150-generic", "4.19.0-26-amd64", "3.10.0-1160.el7.x86_64"})
  void olderKernelIsRefusedWithAWayOut(String version) {
    Check check = check("Linux", version, "auto");
    assertThat(check.status()).isEqualTo(Status.FAIL);
    assertThat(check.found()).contains(version).contains("5.9");
    assertThat(check.fix()).contains("--set sandboxes.engine=oci");
    assertThat(check("Linux", version, "cell").status()).isEqualTo(Status.FAIL);
  }

  @Test
  void olderKernelIsEnoughForContainers() {
    assertThat(check("Linux", "5.4.0", "oci").status()).isEqualTo(Status.PASS);
  }

  @Test
  void otherSystemsAreRefused() {
    assertThat(check("Mac OS X", "14.1", "oci").status()).isEqualTo(Status.FAIL);
  }

  private static Check check(String system, String version, String engine) {
    return KernelCheck.check(system, version, "amd64", engine);
  }
}
