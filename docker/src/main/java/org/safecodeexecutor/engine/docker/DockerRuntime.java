package org.safecodeexecutor.engine.docker;

import java.nio.file.Path;
import java.util.Optional;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.container.Gvisor;
import org.safecodeexecutor.engine.docker.Daemon.Facts;

/// The OCI runtime that the daemon is to use.
///
/// @param name empty for the daemon's default
/// @param isGvisor whether programs get a kernel of their own; process 1 refuses to serve on any
///   other kernel then
record DockerRuntime(Optional<String> name, boolean isGvisor) {
  static final DockerRuntime DEFAULT = new DockerRuntime(Optional.empty(), false);

  /// Throws [DependencyUnavailable] when the daemon does not know it.
  static DockerRuntime of(SandboxesConfig config, Facts facts) {
    String name = config.ociRuntime();
    if (name.equals(SandboxesConfig.DEFAULT.ociRuntime())) {
      return DEFAULT;
    }
    String program = facts.runtimes().get(name);
    if (program == null) {
      throw new DependencyUnavailable(
          "the Docker daemon knows no runtime \"%s\", only %s; add it to \"runtimes\" in the daemon's daemon.json (docs/troubleshooting.md)"
              .formatted(name, facts.runtimes().keySet()));
    }
    boolean gvisor = name.contains("runsc") || file(program).startsWith("runsc");
    return new DockerRuntime(Optional.of(name), gvisor);
  }

  private static String file(String program) {
    return String.valueOf(Path.of(program).getFileName());
  }

  /// What the control group of the host holds a run to.
  Limits onHost(Limits limits) {
    return isGvisor ? Gvisor.onHost(limits) : limits;
  }
}
