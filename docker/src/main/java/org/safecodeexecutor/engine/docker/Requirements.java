package org.safecodeexecutor.engine.docker;

import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.engine.docker.Daemon.Facts;

/// What a daemon must be able to do. Pure.
final class Requirements {
  /// The first with control group namespaces: Docker 20.10.
  private static final String LEAST_API = "1.41";

  private Requirements() {}

  static void check(Facts facts) {
    if (isOlder(facts.apiVersion(), LEAST_API)) {
      throw new DependencyUnavailable(
          "Docker %s is too old (Engine API %s, needed is %s); install Docker 20.10 or newer"
              .formatted(facts.version(), facts.apiVersion(), LEAST_API));
    }
    // SECURITY: limits that a daemon accepts and does not keep — a rootless one without delegated
    // control groups warns, and runs the container without them
    if ("none".equals(facts.cgroupDriver())) {
      throw new DependencyUnavailable(
          "this rootless Docker keeps no limits, since it has no control groups; "
              + "delegate cpu, memory and pids to the user (docs/troubleshooting.md), or use the system's Docker");
    }
    if (!facts.securityOptions().toString().contains("seccomp")) {
      throw new DependencyUnavailable(
          "this Docker has no seccomp, so system calls would not be filtered; use a kernel with CONFIG_SECCOMP_FILTER");
    }
  }

  private static boolean isOlder(String version, String than) {
    String[] parts = version.split("\\.", -1);
    String[] least = than.split("\\.", -1);
    try {
      int major = Integer.compare(Integer.parseInt(parts[0]), Integer.parseInt(least[0]));
      return major != 0 ? major < 0 : Integer.parseInt(parts[1]) < Integer.parseInt(least[1]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException unknown) {
      return true;
    }
  }
}
