package org.safecodeexecutor.engine.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.isolation.CgroupTree;
import org.safecodeexecutor.isolation.HostIds;
import org.safecodeexecutor.isolation.Privilege;

/// What a process needs to make containers: an OCI runtime, control groups, a place of its own on
/// the host, and user ids. Safe for any thread.
public record ContainerHost(OciRuntime runtime, CgroupTree cgroups, Instance instance, HostIds ids)
    implements AutoCloseable {
  /// Throws [DependencyUnavailable] when the host lacks something, with what to do about it.
  public static ContainerHost open(SandboxesConfig config) {
    Privilege.require(config.firstHostId());
    OciRuntime runtime = OciRuntime.find(config.ociRuntime());
    CgroupTree cgroups = CgroupTree.detect();
    cgroups.requireNoSwap();
    Instance instance = Instance.take(config.dataDirectory(), cgroups, runtime);
    return new ContainerHost(
        runtime, cgroups, instance, new HostIds(config.firstHostId(), instance.number()));
  }

  /// Writes a file that comes with this library to a place that containers can mount.
  public Path unpack(String resource) {
    Path directory = instance.runDirectory("bin");
    try (InputStream content = ContainerHost.class.getResourceAsStream("/" + resource)) {
      Path file = directory.resolve(resource);
      openDirectory(directory);
      openDirectory(Objects.requireNonNull(file.getParent()));
      Files.copy(
          Objects.requireNonNull(content, resource), file, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      return file;
    } catch (IOException e) {
      throw new DependencyUnavailable(
          "cannot write below the data directory; is the disk full or read-only?", e);
    }
  }

  private static void openDirectory(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// Ends every container of this process and removes all that it has on the host.
  @Override
  public void close() {
    instance.close();
  }
}
