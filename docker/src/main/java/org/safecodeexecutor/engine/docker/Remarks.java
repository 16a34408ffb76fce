package org.safecodeexecutor.engine.docker;

import java.util.List;
import java.util.Map;
import org.safecodeexecutor.engine.Remark;
import org.safecodeexecutor.engine.docker.Daemon.Facts;

/// What an operator should know of a daemon that meets the [Requirements]. Pure.
final class Remarks {
  private Remarks() {}

  static List<Remark> of(DockerAddress address, Facts facts, SocketLimit sockets) {
    return List.of(
        connection(address), controlGroups(facts), sockets.remark(), users(facts), gvisor(facts));
  }

  private static Remark connection(DockerAddress address) {
    return address.isExposed()
        ? new Remark("docker connection", address.text() + ", not encrypted", DockerAddress.USE_TLS)
        : new Remark("docker connection", address.text(), "");
  }

  private static Remark controlGroups(Facts facts) {
    return new Remark(
        "docker limits",
        "control groups of version %d, by %s"
            .formatted(facts.cgroupVersion(), facts.cgroupDriver()),
        "");
  }

  private static Remark users(Facts facts) {
    String found =
        facts.isRootless()
            ? "a rootless daemon: root in a container is an ordinary user of the host"
            : facts.mapsUsers()
                ? "mapped (userns-remap)"
                : "those of the host, without capabilities";
    return new Remark("docker users", found, "");
  }

  private static Remark gvisor(Facts facts) {
    return facts.runtimes().entrySet().stream()
        .filter(runtime -> runtime.getKey().contains("runsc"))
        .findFirst()
        .map(Remarks::gvisor)
        .orElseGet(() ->
            new Remark(
                "docker gvisor",
                "the daemon has no runtime runsc: isolation \"gvisor\" is refused",
                "install runsc on its machine; then: runsc install && systemctl restart docker"));
  }

  private static Remark gvisor(Map.Entry<String, String> runtime) {
    return new Remark(
        "docker gvisor", "runtime %s, %s".formatted(runtime.getKey(), runtime.getValue()), "");
  }
}
