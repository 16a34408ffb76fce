package org.safecodeexecutor.engine.oci;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.engine.container.Bundle;
import org.safecodeexecutor.engine.container.Bundle.Confined;
import org.safecodeexecutor.engine.container.Bundle.IdMapping;
import org.safecodeexecutor.engine.container.Bundle.Mount;
import org.safecodeexecutor.image.RuntimeImage;
import org.safecodeexecutor.isolation.Confinement;
import org.safecodeexecutor.isolation.Tmpfs;

/// The container of one run. Pure; the golden file in the tests shows all of it.
///
/// @param rootId the host's id for the container's root
/// @param programId the host's id for the program
/// @param workspace the host's directory with the program's files
/// @param supervisor the host's file that becomes process 1
/// @param cgroup the path of the run's control group
/// @param swap whether this kernel counts swap
record RunBundle(
    SandboxSpec spec,
    int rootId,
    int programId,
    Path workspace,
    Path supervisor,
    String cgroup,
    boolean swap) {
  /// Where the supervisor is in every image.
  static final String SUPERVISOR = "/.sce/supervisor";

  Bundle running(List<String> program) {
    return new Bundle(
        spec.image(),
        command(program),
        List.of(),
        Confinement.SUPERVISOR_CAPABILITIES,
        List.of(new IdMapping(0, rootId, 1), new IdMapping(Confinement.PROGRAM_ID, programId, 1)),
        mounts(),
        cgroup,
        Optional.of(new Confined(spec.limits(), swap)));
  }

  private static List<String> command(List<String> program) {
    String id = Integer.toString(Confinement.PROGRAM_ID);
    List<String> command = new ArrayList<>(List.of(SUPERVISOR, id, id, RuntimeImage.WORKSPACE));
    command.addAll(program);
    return command;
  }

  private List<Mount> mounts() {
    List<Mount> mounts = new ArrayList<>();
    for (Tmpfs place : Tmpfs.of(spec.limits())) {
      mounts.add(new Mount(place.path(), "tmpfs", "tmpfs", place.options()));
    }
    mounts.add(Mount.readOnly(workspace.toString(), RuntimeImage.WORKSPACE));
    mounts.add(Mount.readOnly(supervisor.toString(), SUPERVISOR));
    return mounts;
  }
}
