package org.safecodeexecutor.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ulimit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.CpuShare;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.isolation.Confinement;

/// All walls of a container, and which requests a container that waits can serve.
class ContainerPlanTest {
  private static final Identity IDENTITY = new Identity(1_900_000_000, 1_900_000_007);

  private static ContainerPlan plan(Limits limits) {
    return new ContainerPlan(limits, IDENTITY, DockerRuntime.DEFAULT, true);
  }

  @Test
  void containerHasEveryWall() {
    HostConfig config = plan(Limits.DEFAULT).hostConfig();
    assertThat(config.getNetworkMode()).isEqualTo("none");
    assertThat(config.getIpcMode()).isEqualTo("none");
    assertThat(config.getCgroupnsMode()).isEqualTo("private");
    assertThat(config.getReadonlyRootfs()).isTrue();
    assertThat(config.getPrivileged()).isNotEqualTo(true);
    assertThat(config.getCapDrop()).containsExactly(Capability.ALL);
    assertThat(config.getCapAdd())
        .containsExactlyInAnyOrder(
            Capability.SETUID, Capability.SETGID, Capability.SETPCAP, Capability.KILL);
    assertThat(config.getSecurityOpts())
        .hasSize(2)
        .contains("no-new-privileges")
        .anyMatch(option -> option.startsWith("seccomp={\"defaultAction\":\"SCMP_ACT_ERRNO\""));
    assertThat(config.getBinds()).isNullOrEmpty();
    assertThat(config.getMounts()).isNullOrEmpty();
    assertThat(config.getDevices()).isNullOrEmpty();
    assertThat(config.getAutoRemove()).isTrue();
    assertThat(config.getRuntime()).isNull();
  }

  @Test
  void containerHasEveryLimit() {
    HostConfig config = plan(Limits.DEFAULT).hostConfig();
    assertThat(config.getMemory()).isEqualTo(128L << 20);
    assertThat(config.getMemorySwap()).as("memory and swap together").isEqualTo(128L << 20);
    assertThat(config.getPidsLimit()).as("with the supervisor").isEqualTo(65);
    assertThat(config.getCpuPeriod()).isEqualTo(100_000);
    assertThat(config.getCpuQuota()).isEqualTo(50_000);
    assertThat(config.getUlimits())
        .extracting(Ulimit::getName)
        .contains("nofile", "core", "msgqueue", "memlock");
  }

  /// Some more, for gVisor's kernel, which counts the program's processes itself.
  @Test
  void containerOfGvisorHasTheLimitsOfItsKernel() {
    DockerRuntime runsc = new DockerRuntime(Optional.of("runsc"), true);
    ContainerPlan plan = new ContainerPlan(Limits.DEFAULT, IDENTITY, runsc, true);
    HostConfig config = plan.hostConfig();
    assertThat(config.getRuntime()).isEqualTo("runsc");
    assertThat(config.getMemory()).isEqualTo(144L << 20);
    assertThat(config.getPidsLimit()).isGreaterThan(512);
    assertThat(config.getCapAdd()).contains(Capability.SYS_ADMIN, Capability.DAC_OVERRIDE);
    assertThat(config.getTmpFs()).hasEntrySatisfying("/tmp", at -> assertThat(at).contains("ro"));
    assertThat(plan.command(List.of())).hasSize(3).last().isEqualTo("/.sce/filter");
  }

  @Test
  void onlySharedMemoryIsWritableForTheProgram() {
    assertThat(plan(Limits.DEFAULT).hostConfig().getTmpFs())
        .containsOnlyKeys("/dev/shm", "/dev/pts", "/workspace")
        .hasEntrySatisfying("/dev/pts", options -> assertThat(options).startsWith("ro,"))
        .hasEntrySatisfying(
            "/workspace", options -> assertThat(options).contains("mode=755,uid=1900000000"))
        .hasEntrySatisfying(
            "/dev/shm", options -> assertThat(options).contains("size=67108864,nr_inodes=4096"));
  }

  @Test
  void scratchIsThereWhenItIsAskedFor() {
    Limits limits = Limits.DEFAULT.withDisk(DataSize.ofMebibytes(8));
    assertThat(plan(limits).hostConfig().getTmpFs()).containsKey("/tmp");
  }

  @Test
  void hostIsHiddenInProcAndSys() {
    ConfinedHostConfig config = (ConfinedHostConfig) plan(Limits.DEFAULT).hostConfig();
    assertThat(config.maskedPaths()).contains("/proc/kcore", "/sys/kernel", "/sys/class");
    assertThat(config.maskedPaths()).doesNotHaveDuplicates().doesNotContain("/sys/fs/cgroup");
    assertThat(config.readonlyPaths()).isEqualTo(Confinement.READ_ONLY_PATHS);
  }

  @Test
  void requestWithTheSameLimitsIsServedAsItIs() {
    assertThat(plan(Limits.DEFAULT).serves(Limits.DEFAULT.withOpenFiles(16))).isTrue();
  }

  @Test
  void requestWithOtherLimitsOfTheControlGroupNeedsAnUpdate() {
    ContainerPlan plan = plan(Limits.DEFAULT);
    Limits more = Limits.DEFAULT.withMemory(DataSize.ofMebibytes(256));
    Limits slower = Limits.DEFAULT.withCpuShare(new CpuShare(250));
    assertThat(plan.canServe(more)).isTrue();
    assertThat(plan.serves(more)).isFalse();
    assertThat(plan.canServe(slower)).isTrue();
    assertThat(plan.serves(slower)).isFalse();
    assertThat(plan.serves(Limits.DEFAULT.withProcesses(8))).isFalse();
  }

  @Test
  void requestThatNeedsOtherMountsOrMoreFilesIsNotServed() {
    ContainerPlan plan = plan(Limits.DEFAULT);
    assertThat(plan.canServe(Limits.DEFAULT.withDisk(DataSize.ofMebibytes(1)))).isFalse();
    assertThat(plan.canServe(Limits.DEFAULT.withMemory(DataSize.ofMebibytes(32)))).isFalse();
    assertThat(plan.canServe(Limits.DEFAULT.withOpenFiles(1000))).isFalse();
  }
}
