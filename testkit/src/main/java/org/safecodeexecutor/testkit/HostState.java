package org.safecodeexecutor.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.container.Instance;

/// What can be seen of sandboxes from the host: their processes, cgroups, mounts and files. Two of
/// them, before and after, show what was left.
///
/// Files are counted below the data directory, but not in `images`; processes by the range of users
/// that sandboxes have. Left out is what belongs to another data directory, whose owner may be busy
/// on this host at the same time.
public record HostState(
    Set<String> processes, Set<String> cgroups, Set<String> mounts, Set<String> files) {
  private static final int IDS = 65_536;
  private static final String OURS = "/safe-code-executor-";
  private static final Path PROC = Path.of("/proc");
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  static HostState now(SandboxesConfig config) {
    return new HostState(processes(config), cgroups(config), mounts(config), files(config));
  }

  /// What is here and was not there before, a line each.
  List<String> leftSince(HostState before) {
    return Stream.of(
            added("process", before.processes, processes),
            added("cgroup", before.cgroups, cgroups),
            added("mount", before.mounts, mounts),
            added("file", before.files, files))
        .flatMap(added -> added)
        .toList();
  }

  /// How many things there are.
  int size() {
    return processes.size() + cgroups.size() + mounts.size() + files.size();
  }

  private static Stream<String> added(String kind, Set<String> before, Set<String> after) {
    return after.stream().filter(one -> !before.contains(one)).map(one -> kind + " " + one);
  }

  /// The processes whose command line contains a marker, as the host sees them.
  public static List<Long> processesWith(String marker) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(ProcessHandle::pid).filter(pid -> commandLine(pid).contains(marker)).toList();
    }
  }

  /// The processes of a control group and of those below it.
  static List<Long> processesIn(String controlGroup) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(ProcessHandle::pid)
          .filter(pid -> read(PROC.resolve(pid + "/cgroup")).contains("/" + controlGroup))
          .toList();
    }
  }

  /// The real user id of a process, and whether it still exists.
  static Optional<Integer> userOf(long pid) {
    return read(PROC.resolve(pid + "/status"))
        .lines()
        .filter(line -> line.startsWith("Uid:"))
        .map(line -> Integer.parseInt(line.split("\\s+", 3)[1]))
        .findFirst();
  }

  static String namespace(String kind) {
    try {
      return Files.readSymbolicLink(PROC.resolve("self/ns/" + kind)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The IPv4 addresses of this host other than loopback.
  static List<String> addresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .map(InetAddress::getHostAddress)
          .toList();
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> processes(SandboxesConfig config) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(ProcessHandle::pid)
          .filter(pid -> isInOurGroup(pid, config) || isOfOurUser(pid, config))
          .map(pid -> pid + " " + commandLine(pid))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static boolean isOfOurUser(long pid, SandboxesConfig config) {
    return userOf(pid).filter(user -> isOurs(user, config)).isPresent()
        && !isForeign(read(PROC.resolve(pid + "/cgroup")), config);
  }

  /// A kernel of a run's own is a process of nobody's.
  private static boolean isInOurGroup(long pid, SandboxesConfig config) {
    return read(PROC.resolve(pid + "/cgroup")).contains(prefix(config));
  }

  private static String prefix(SandboxesConfig config) {
    return Instance.cgroupPrefix(config.dataDirectory().resolve("run"));
  }

  private static boolean isOurs(int user, SandboxesConfig config) {
    return user >= config.firstHostId() && user - config.firstHostId() < IDS;
  }

  private static String commandLine(long pid) {
    return read(PROC.resolve(pid + "/cmdline")).replace('\0', ' ').strip();
  }

  private static Set<String> cgroups(SandboxesConfig config) {
    return walk(CGROUPS, Path.of("/nowhere"), true).stream()
        .filter(path -> !isForeign(path, config))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Whether there is a file of that name in any control group.
  static boolean controlGroupsHave(String file) {
    return walk(CGROUPS, Path.of("/nowhere"), true).stream()
        .anyMatch(group -> Files.exists(Path.of(group, file)));
  }

  /// True of a control group that sandboxes of another data directory made, or a Docker daemon that
  /// is not the tests' own.
  private static boolean isForeign(String cgroup, SandboxesConfig config) {
    return (cgroup.contains(OURS) || cgroup.contains("/docker"))
        && !cgroup.contains(prefix(config));
  }

  private static Set<String> mounts(SandboxesConfig config) {
    return read(PROC.resolve("self/mountinfo"))
        .lines()
        .filter(line -> line.contains(config.dataDirectory().toString()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> files(SandboxesConfig config) {
    return walk(config.dataDirectory(), config.dataDirectory().resolve("images"), false);
  }

  /// Paths below a directory. What vanishes meanwhile is left out: other work goes on on a host.
  private static Set<String> walk(Path directory, Path except, boolean onlyDirectories) {
    Set<String> found = new TreeSet<>();
    collect(directory, except, onlyDirectories, found);
    return found;
  }

  private static void collect(
      Path directory, Path except, boolean onlyDirectories, Set<String> found) {
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        boolean isDirectory = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
        if ((isDirectory || !onlyDirectories) && !entry.equals(except)) {
          found.add(entry.toString());
        }
        if (isDirectory && !entry.equals(except)) {
          collect(entry, except, onlyDirectories, found);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return;
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
