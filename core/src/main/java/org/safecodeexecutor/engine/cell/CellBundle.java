package org.safecodeexecutor.engine.cell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.engine.container.Bundle;
import org.safecodeexecutor.engine.container.Bundle.IdMapping;
import org.safecodeexecutor.engine.container.Bundle.Mount;
import org.safecodeexecutor.image.RuntimeImage;

/// The container that cells live in. Pure; the golden file in the tests shows all of it.
///
/// It is not confined by the runtime, because what it runs is ours: each cell confines its program.
///
/// @param rootId the host's id for the container's root; cells use the ids that follow
/// @param files the host's directory with `cells`, `filter`, `zygote.so`, `gate.so` and `python/`
/// @param sockets the host's directory with the socket
/// @param cgroup the path of the container's control group
/// @param cgroupVersion 1 or 2
record CellBundle(
    RuntimeImage image, int rootId, Path files, Path sockets, String cgroup, int cgroupVersion) {
  static final String SOCKET = "socket";

  private static final String OURS = "/.sce";
  private static final int IDS = 1024;

  /// SYS_ADMIN for namespaces and mounts, SETUID and SETGID for mapping ids, the rest as for every
  /// supervisor. All of it inside the container's user namespace, where it gives power over nothing
  /// of the host.
  private static final List<String> CAPABILITIES =
      List.of(
          "CAP_SYS_ADMIN",
          "CAP_SYS_CHROOT",
          "CAP_NET_ADMIN",
          "CAP_SETUID",
          "CAP_SETGID",
          "CAP_SETPCAP",
          "CAP_KILL");

  /// A script that no image has, whose name leaves room for the command lines that programs show;
  /// see `supervisor/zygote.c`.
  private static final String PLACEHOLDER = RuntimeImage.WORKSPACE + "/" + "x".repeat(200);

  Bundle build() {
    return new Bundle(
        image,
        command(),
        List.of(),
        CAPABILITIES,
        List.of(new IdMapping(0, rootId, IDS)),
        mounts(),
        cgroup,
        Optional.empty());
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(OURS + "/cells");
    command.add(Integer.toString(cgroupVersion));
    command.add(OURS + "/sockets/" + SOCKET);
    command.add(OURS + "/filter");
    if (image.preload().isEmpty()) {
      command.add("exec");
      command.addAll(image.commandFor(Submission.SCRIPT, List.of()));
    } else {
      command.add("fork");
      command.addAll(image.command());
      command.add(PLACEHOLDER);
      command.addAll(image.preload());
    }
    return command;
  }

  private List<Mount> mounts() {
    List<String> small = List.of("nosuid", "nodev", "mode=755", "size=64k", "nr_inodes=64");
    List<Mount> mounts = new ArrayList<>();
    mounts.add(new Mount(OURS, "tmpfs", "tmpfs", small));
    mounts.add(new Mount(OURS + "/root", "tmpfs", "tmpfs", small));
    mounts.add(
        new Mount(OURS + "/cgroup", "cgroup", "cgroup", List.of("nosuid", "nodev", "noexec")));
    for (String name : List.of("cells", "filter", "zygote.so", "gate.so", "python")) {
      mounts.add(Mount.readOnly(files.resolve(name).toString(), OURS + "/" + name));
    }
    mounts.add(Mount.readOnly(sockets.toString(), OURS + "/sockets"));
    return mounts;
  }
}
