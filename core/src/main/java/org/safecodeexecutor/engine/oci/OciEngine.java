package org.safecodeexecutor.engine.oci;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.Capability;
import org.safecodeexecutor.engine.Engine;
import org.safecodeexecutor.engine.Sandbox;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.isolation.CgroupTree;
import org.safecodeexecutor.isolation.HostIds;

/// One container for each run. See the package for how it works.
public final class OciEngine implements Engine {
  /// All but the peak of processes: threads of the OCI runtime itself are counted while it starts
  /// the container.
  static final Set<Capability> CAPABILITIES =
      Set.copyOf(EnumSet.complementOf(EnumSet.of(Capability.USAGE_PEAK_PROCESSES)));

  private final OciRuntime runtime;
  private final CgroupTree cgroups;
  private final Instance instance;
  private final HostIds ids;
  private final Path supervisor;

  private OciEngine(OciRuntime runtime, CgroupTree cgroups, Instance instance, int firstHostId) {
    this.runtime = runtime;
    this.cgroups = cgroups;
    this.instance = instance;
    this.ids = new HostIds(firstHostId, instance.number());
    this.supervisor = unpackSupervisor(instance.runDirectory("bin"));
  }

  /// Throws [DependencyUnavailable] when the host lacks something, with what to do about it.
  public static OciEngine open(SandboxesConfig config) {
    requireRoot();
    OciRuntime runtime = OciRuntime.find(config.ociRuntime());
    CgroupTree cgroups = CgroupTree.detect();
    cgroups.requireNoSwap();
    Instance instance = Instance.take(config.dataDirectory(), cgroups, runtime);
    return new OciEngine(runtime, cgroups, instance, config.firstHostId());
  }

  private static void requireRoot() {
    if (!"root".equals(System.getProperty("user.name"))) {
      throw new DependencyUnavailable(
          "the oci engine must be started as root, to make control groups and map user ids; use sudo");
    }
  }

  private static Path unpackSupervisor(Path directory) {
    try (InputStream program = OciEngine.class.getResourceAsStream("/supervisor")) {
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
      Path file = directory.resolve("supervisor");
      Files.copy(
          Objects.requireNonNull(program, "the supervisor is not in the jar"),
          file,
          StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      return file;
    } catch (IOException e) {
      throw new DependencyUnavailable(
          "cannot write below the data directory; is the disk full or read-only?", e);
    }
  }

  @Override
  public String name() {
    return "oci";
  }

  @Override
  public String runtime() {
    return runtime.version();
  }

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Sandbox create(SandboxSpec spec) {
    return new OciSandbox(this, spec, UUID.randomUUID().toString());
  }

  OciRuntime ociRuntime() {
    return runtime;
  }

  CgroupTree cgroups() {
    return cgroups;
  }

  Instance instance() {
    return instance;
  }

  HostIds ids() {
    return ids;
  }

  Path supervisor() {
    return supervisor;
  }

  @Override
  public void close() {
    instance.close();
  }
}
