package org.safecodeexecutor.isolation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.safecodeexecutor.api.DependencyUnavailable;

/// What a process must be to make sandboxes out of namespaces and control groups: root, and in a
/// user namespace that has the ids which sandboxes get (user_namespaces(7)).
///
/// An ordinary user becomes that by `./rootless`, if he was given ids and a control group. With
/// less than that, every program would be this same user, whom it could signal and read after an
/// escape, and no limit would hold.
public final class Privilege {
  private Privilege() {}

  /// Throws [DependencyUnavailable] where that is not so, with what to do about it.
  ///
  /// @param first the first of the ids for sandboxes
  public static void require(int first) {
    require(System.getProperty("user.name"), mapping(), first);
  }

  /// @param mapping the lines of `/proc/self/uid_map`: first id inside, first id outside, count
  static void require(String user, List<String> mapping, int first) {
    if (!user.equals("root")) {
      throw new DependencyUnavailable(
          "this engine must be started as root, to make control groups and map user ids; use sudo, or"
              + " ./rootless if this user was given ids and a control group, or --engine docker where"
              + " Docker is");
    }
    if (mapping.stream().noneMatch(line -> covers(line, first))) {
      throw new DependencyUnavailable(
          "root of this user namespace, as in a rootless or unprivileged container, has no user ids"
              + " %d to %d for sandboxes; start as root of the host, or in a container that keeps the host's user ids"
                  .formatted(first, first + HostIds.COUNT - 1));
    }
  }

  private static boolean covers(String line, int first) {
    String[] fields = line.trim().split("\\s+", 3);
    long from = Long.parseLong(fields[0]);
    return from <= first && from + Long.parseLong(fields[2]) >= (long) first + HostIds.COUNT;
  }

  private static List<String> mapping() {
    try {
      return Files.readAllLines(Path.of("/proc/self/uid_map"));
    } catch (IOException e) {
      throw new DependencyUnavailable("cannot read /proc/self/uid_map; is /proc mounted?", e);
    }
  }
}
