package org.safecodeexecutor.attack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.safecodeexecutor.testkit.HostState;

/// Looks at this host before and after an attack: files that root owns, settings of the kernel, and
/// whether something of the attack still runs.
final class Witness {
  private static final List<String> FILES =
      List.of(
          "/",
          "/etc",
          "/etc/passwd",
          "/etc/shadow",
          "/etc/hosts",
          "/usr/bin/python3",
          "/tmp",
          "/dev/null");
  private static final List<String> SETTINGS =
      List.of(
          "/proc/sys/kernel/hostname",
          "/proc/sys/kernel/domainname",
          "/proc/sys/kernel/core_pattern",
          "/proc/sys/kernel/shmmax",
          "/proc/sys/kernel/sysrq",
          "/proc/sys/vm/overcommit_memory",
          "/proc/sys/net/ipv4/ip_forward",
          "/proc/sys/net/ipv4/ping_group_range",
          "/proc/sys/fs/file-max",
          "/proc/self/oom_score_adj",
          "/proc/modules");

  private final Baits baits;
  private final String marker;
  private final Map<String, String> before;

  private Witness(Baits baits, String marker) {
    this.baits = baits;
    this.marker = marker;
    this.before = look();
  }

  /// @param marker what the attack's processes have in their command line
  static Witness of(Baits baits, String marker) {
    return new Witness(baits, marker);
  }

  /// What has changed since, if something has.
  Optional<String> objection() {
    Map<String, String> now = look();
    List<String> changed = new ArrayList<>();
    before.forEach((what, value) -> {
      if (!value.equals(now.get(what))) {
        changed.add("%s was %s and is %s".formatted(what, value, now.get(what)));
      }
    });
    int running = HostState.processesWith(marker).size();
    if (running > 0) {
      changed.add(running + " processes of it still run");
    }
    return changed.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", changed));
  }

  private Map<String, String> look() {
    Map<String, String> seen = new LinkedHashMap<>();
    FILES.forEach(path -> seen.put(path, attributes(Path.of(path))));
    seen.put("the secret's attributes", attributes(baits.secretFile()));
    seen.put("the secret", read(baits.secretFile()));
    SETTINGS.forEach(path -> seen.put(path, read(Path.of(path))));
    return seen;
  }

  private static String attributes(Path path) {
    try {
      Map<String, Object> all =
          Files.readAttributes(path, "unix:uid,gid,mode,nlink", LinkOption.NOFOLLOW_LINKS);
      return "%s:%s %o".formatted(all.get("uid"), all.get("gid"), (Integer) all.get("mode"));
    } catch (IOException e) {
      return "absent";
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      return "absent";
    }
  }
}
