package org.safecodeexecutor.engine.oci;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.engine.container.Bundle;
import org.safecodeexecutor.engine.container.Bundle.Confined;
import org.safecodeexecutor.engine.container.Bundle.IdMapping;
import org.safecodeexecutor.engine.container.Bundle.Mount;
import org.safecodeexecutor.engine.container.Gvisor;
import org.safecodeexecutor.image.RuntimeImage;
import org.safecodeexecutor.isolation.Confinement;
import org.safecodeexecutor.isolation.SeccompProfile;
import org.safecodeexecutor.isolation.Tmpfs;
import tools.jackson.databind.node.ObjectNode;

/// The container of one run, made before it is known what will run in it. Pure; the golden file in
/// the tests shows all of it.
///
/// @param rootId the host's id for the container's root
/// @param programId the host's id for the program
/// @param workspace the host's directory with the program's files
/// @param ahead the command line of a program to start before it is asked for; else empty
/// @param files what else it mounts; with a filter where the kernel is gVisor's
/// @param cgroup the path of the run's control group
/// @param swap whether this kernel counts swap
record RunBundle(
    SandboxSpec spec,
    List<String> ahead,
    int rootId,
    int programId,
    Path workspace,
    TrustedFiles files,
    String cgroup,
    boolean swap) {
  private static final ObjectNode SECCOMP = SeccompProfile.load().toOci();

  Bundle build() {
    return new Bundle(
        spec.image(),
        command(),
        List.of(),
        capabilities(),
        ids(),
        mounts(),
        cgroup,
        Optional.of(
            new Confined(
                onHost(spec.limits(), isGvisor()),
                swap,
                isGvisor() ? Optional.empty() : Optional.of(SECCOMP))));
  }

  private boolean isGvisor() {
    return files.filter().isPresent();
  }

  /// What the control group of the host holds a run to.
  static Limits onHost(Limits limits, boolean gvisor) {
    return gvisor ? Gvisor.onHost(limits) : limits;
  }

  private List<String> command() {
    String id = Integer.toString(Confinement.PROGRAM_ID);
    List<String> command =
        new ArrayList<>(List.of(TrustedFiles.SUPERVISOR, id, id, RuntimeImage.WORKSPACE));
    command.add(isGvisor() ? TrustedFiles.FILTER : "-");
    command.addAll(ahead);
    return command;
  }

  private List<String> capabilities() {
    List<String> capabilities = new ArrayList<>(Confinement.SUPERVISOR_CAPABILITIES);
    if (isGvisor()) {
      capabilities.addAll(Confinement.GVISOR_CAPABILITIES);
    }
    return capabilities;
  }

  /// Under gVisor the host sees no user of the container but its root, as whom files are opened.
  private List<IdMapping> ids() {
    return isGvisor()
        ? List.of(new IdMapping(0, programId, 1))
        : List.of(new IdMapping(0, rootId, 1), new IdMapping(Confinement.PROGRAM_ID, programId, 1));
  }

  private List<Mount> mounts() {
    List<Mount> mounts = new ArrayList<>();
    for (Tmpfs place : Tmpfs.of(spec.limits())) {
      mounts.add(new Mount(place.path(), "tmpfs", "tmpfs", place.options()));
    }
    if (isGvisor() && spec.limits().disk().bytes() == 0) {
      // SECURITY: gVisor puts a writable tmpfs at an empty /tmp that nothing is mounted on
      mounts.add(new Mount("/tmp", "tmpfs", "tmpfs", List.of("ro", "nosuid", "nodev", "mode=755")));
    }
    mounts.add(Mount.readOnly(workspace.toString(), RuntimeImage.WORKSPACE));
    mounts.add(files.mount());
    return mounts;
  }
}
