package org.safecodeexecutor.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.engine.Remark;
import org.safecodeexecutor.engine.docker.Daemon.Facts;

class RemarksTest {
  private static final DockerAddress LOCAL =
      new DockerAddress(Optional.of(URI.create("unix:///run/docker.sock")), Optional.empty());

  private static final SocketLimit COUNTED = new SocketLimit(false, Optional.empty());

  private static final DockerAddress FAR =
      new DockerAddress(Optional.of(URI.create("tcp://far:2375")), Optional.empty());

  private static Facts facts(List<String> options, Map<String, String> runtimes) {
    return new Facts("28.0.0", "1.48", 2, "systemd", options, runtimes);
  }

  private static Remark remark(String name, DockerAddress address, Facts facts) {
    return Remarks.of(address, facts, COUNTED).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void daemonOfThisMachineWithGvisorLeavesNothingToDo() {
    Facts facts = facts(List.of("name=seccomp"), Map.of("runsc", "/usr/bin/runsc"));
    assertThat(Remarks.of(LOCAL, facts, COUNTED)).allMatch(remark -> remark.advice().isEmpty());
    assertThat(remark("docker gvisor", LOCAL, facts).found())
        .isEqualTo("runtime runsc, /usr/bin/runsc");
    assertThat(remark("docker limits", LOCAL, facts).found())
        .isEqualTo("control groups of version 2, by systemd");
  }

  @Test
  void connectionInTheClearToAnotherMachineIsNoted() {
    Remark remark = remark("docker connection", FAR, facts(List.of(), Map.of()));
    assertThat(remark.found()).contains("tcp://far:2375").endsWith("not encrypted");
    assertThat(remark.advice()).contains("DOCKER_TLS_VERIFY=1");
  }

  @Test
  void daemonWithoutGvisorIsToldHowToGetIt() {
    Remark remark = remark("docker gvisor", LOCAL, facts(List.of(), Map.of("runc", "runc")));
    assertThat(remark.advice()).contains("runsc install");
  }

  @Test
  void rootlessDaemonIsSaidToBeOne() {
    Facts facts = facts(List.of("name=rootless"), Map.of());
    assertThat(remark("docker users", LOCAL, facts).found()).startsWith("a rootless daemon");
  }

  @Test
  void socketsThatNobodyCountsAreNoted() {
    assertThat(COUNTED.remark().advice()).isEmpty();
    assertThat(new SocketLimit(true, Optional.empty()).remark().advice())
        .contains("control groups of version 2");
  }
}
