package org.safecodeexecutor.engine.docker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.engine.Remark;
import org.safecodeexecutor.engine.docker.Daemon.Facts;
import org.safecodeexecutor.isolation.CgroupTree;

/// A bound on what waits in the IP sockets of a container.
///
/// With control groups of version 2, and under gVisor, that is memory like any other. Version 1
/// counts it apart, if it has a limit of its own. The Engine API has a field for that
/// (`KernelMemoryTCP`), which daemons accept and runc ignores since 1.0. So the limit is written
/// here, into the group itself, where that is on this machine and this user may. Safe for any
/// thread.
final class SocketLimit {
  private static final Logger LOG = System.getLogger(SocketLimit.class.getName());
  private static final String NAME = "docker sockets";
  private static final String OPEN =
      "what waits in IP sockets is not counted as memory of the program";
  private static final String ADVICE =
      "give the daemon's machine control groups of version 2 alone, or run this on that machine as root";

  private final boolean isNeeded;
  private final Optional<CgroupTree> groups;
  private final AtomicBoolean toldOfIt = new AtomicBoolean();
  private volatile @Nullable Found found;

  /// Where the group of a container was; others are beside it.
  private record Found(String path, String id) {
    String of(String other) {
      return path.replace(id, other);
    }
  }

  /// @param groups of this machine, if this process may write to them
  SocketLimit(boolean isNeeded, Optional<CgroupTree> groups) {
    this.isNeeded = isNeeded;
    this.groups = groups;
  }

  static SocketLimit of(Facts facts, DockerRuntime runtime) {
    boolean isNeeded = facts.cgroupVersion() == 1 && !runtime.isGvisor();
    return new SocketLimit(isNeeded, isNeeded ? here() : Optional.empty());
  }

  private static Optional<CgroupTree> here() {
    try {
      return Optional.of(CgroupTree.detect()).filter(CgroupTree::canLimitSockets);
    } catch (DependencyUnavailable noneHere) {
      return Optional.empty();
    }
  }

  /// Limits the sockets of a container that runs, before its program does.
  ///
  /// SECURITY: filling the host's memory by data that nobody receives — version 1 counts it from
  /// the moment on that it has a limit. Where this machine kept it before, not to keep it is a
  /// failure.
  void keep(String id) {
    if (!isNeeded || groups.filter(tree -> keep(tree, id)).isPresent()) {
      return;
    }
    if (found != null) {
      throw new EngineFailure("control group", "that of the container is not to be found", null);
    }
    if (!toldOfIt.getAndSet(true)) {
      LOG.log(Level.WARNING, "{0}; {1}", OPEN, ADVICE);
    }
  }

  private boolean keep(CgroupTree tree, String id) {
    Found before = found;
    if (before != null && tree.limitSocketsIfThere(before.of(id))) {
      return true;
    }
    Optional<String> path = tree.find(id);
    path.ifPresent(at -> found = new Found(at, id));
    return path.filter(tree::limitSocketsIfThere).isPresent();
  }

  Remark remark() {
    if (!isNeeded) {
      return new Remark(NAME, "counted as memory", "");
    }
    return groups.isPresent()
        ? new Remark(NAME, "limited in the containers' control groups", "")
        : new Remark(NAME, OPEN, ADVICE);
  }
}
