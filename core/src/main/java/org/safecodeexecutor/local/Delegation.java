package org.safecodeexecutor.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.safecodeexecutor.local.Check.Status;

/// Whether a user who is not root may limit what it starts, as a rootless Docker must: systemd
/// gives each user a part of the tree of control groups, with the controllers that it was told to
/// give.
final class Delegation {
  private static final List<String> NEEDED = List.of("cpu", "memory", "pids");

  private static final String SYSTEMD =
      "sudo mkdir -p /etc/systemd/system/user@.service.d && printf '[Service]\\nDelegate=cpu cpuset io memory pids\\n'"
          + " | sudo tee /etc/systemd/system/user@.service.d/delegate.conf && sudo systemctl daemon-reload, then log in anew;"
          + " for one command: systemd-run --user --scope -p Delegate=yes COMMAND";

  private static final String NO_SYSTEMD =
      "as root: enable cpu, memory and pids in cgroup.subtree_control down to a directory of that user's in /sys/fs/cgroup";

  private static final String VERSION_1 =
      "only version 2 can be given to users: boot with systemd.unified_cgroup_hierarchy=1 cgroup_no_v1=all";

  private Delegation() {}

  /// What was seen of the host.
  ///
  /// @param version of the control groups that have the controllers
  /// @param group the directory that is, or would be, the user's
  /// @param controllers those that reach it
  record Facts(
      int version, Path group, boolean writable, Set<String> controllers, boolean systemd) {}

  static Check here() {
    return check(look(Path.of("/sys/fs/cgroup"), Path.of("/run/systemd/system")));
  }

  static Check check(Facts facts) {
    if (facts.version() == 1) {
      return warn("control groups of version 1", VERSION_1);
    }
    Set<String> missing = new TreeSet<>(NEEDED);
    missing.removeAll(facts.controllers());
    String fix = facts.systemd() ? SYSTEMD : NO_SYSTEMD;
    if (!facts.writable()) {
      return warn(facts.group() + " does not belong to this user", fix);
    }
    return missing.isEmpty()
        ? new Check(
            "delegation", Status.PASS, String.join(", ", NEEDED) + " in " + facts.group(), "")
        : warn("without " + String.join(", ", missing) + " in " + facts.group(), fix);
  }

  private static Check warn(String found, String fix) {
    return new Check("delegation", Status.WARN, found, fix);
  }

  private static Facts look(Path cgroups, Path systemd) {
    int version = Files.exists(cgroups.resolve("cgroup.controllers")) ? 2 : 1;
    Path group = group(cgroups);
    return new Facts(
        version, group, Files.isWritable(group), controllers(group), Files.isDirectory(systemd));
  }

  /// That of the user's own systemd, or else the one that this process is in.
  private static Path group(Path cgroups) {
    try {
      Object id = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      Path ofUser = cgroups.resolve("user.slice/user-%s.slice/user@%s.service".formatted(id, id));
      if (Files.isDirectory(ofUser)) {
        return ofUser;
      }
      return Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
          .filter(line -> line.startsWith("0::/"))
          .findFirst()
          .map(line -> cgroups.resolve(line.substring("0::/".length())))
          .orElse(cgroups);
    } catch (IOException | UnsupportedOperationException unknown) {
      return cgroups;
    }
  }

  private static Set<String> controllers(Path group) {
    try {
      return Set.of(Files.readString(group.resolve("cgroup.controllers")).strip().split(" ", -1));
    } catch (IOException | IllegalArgumentException none) {
      return Set.of();
    }
  }
}
