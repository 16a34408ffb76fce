package org.safecodeexecutor.engine.oci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.engine.container.Bundle.Mount;
import org.safecodeexecutor.engine.container.ContainerHost;
import org.safecodeexecutor.engine.container.Gvisor;

/// What every container mounts besides its image and its program's files.
///
/// @param supervisor process 1; beside it lies the gate of interpreters that wait
/// @param filter the rules of the system call filter, where the kernel is gVisor's: there the
///   supervisor loads it
record TrustedFiles(Path supervisor, Optional<Path> filter) {
  private static final String PLACE = "/.sce";

  /// Where they are in a container.
  static final String SUPERVISOR = PLACE + "/supervisor";

  static final String FILTER = PLACE + "/filter";

  static TrustedFiles unpack(ContainerHost host) {
    Path supervisor = host.unpack("supervisor");
    host.unpack("gate.so");
    return new TrustedFiles(
        supervisor,
        host.runtime().isGvisor()
            ? Optional.of(writeFilter(supervisor.resolveSibling("filter")))
            : Optional.empty());
  }

  Mount mount() {
    return Mount.readOnly(supervisor.resolveSibling("").toString(), PLACE);
  }

  private static Path writeFilter(Path file) {
    try {
      Files.write(file, Gvisor.systemCalls().toLines());
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    } catch (IOException e) {
      throw new DependencyUnavailable("cannot write below the data directory", e);
    }
  }
}
