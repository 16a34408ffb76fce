package org.safecodeexecutor.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.EngineFailure;

/// Where this host keeps its control groups: one directory per controller (version 1) or one for
/// all (version 2).
///
/// Only ever touches paths below the groups that the caller names. See cgroups(7) for the layouts.
public final class CgroupTree {
  private static final Set<String> NEEDED = Set.of("cpu", "cpuacct", "memory", "pids");

  private static final String SOCKET_LIMIT = "memory.kmem.tcp.limit_in_bytes";

  private final int version;
  private final Map<String, Path> controllers;
  private final Set<Path> mounts;

  private CgroupTree(int version, Map<String, Path> controllers, Set<Path> mounts) {
    this.version = version;
    this.controllers = Map.copyOf(controllers);
    this.mounts = mounts;
  }

  /// Reads this process's mounts. Throws [DependencyUnavailable] when a controller that limits need
  /// is missing.
  public static CgroupTree detect() {
    try {
      return of(Files.readAllLines(Path.of("/proc/self/mountinfo")));
    } catch (IOException e) {
      throw new DependencyUnavailable("cannot read /proc/self/mountinfo; is /proc mounted?", e);
    }
  }

  /// Version 1 if the memory controller is mounted that way (also in the hybrid layout), else
  /// version 2.
  static CgroupTree of(List<String> mountinfo) {
    Map<String, Path> controllers = new HashMap<>();
    Set<Path> mounts = new TreeSet<>();
    Optional<Path> unified = Optional.empty();
    for (String line : mountinfo) {
      // mountinfo: ... mount point is field 5; after " - ": type, source, super options
      // (proc_pid_mountinfo(5))
      String[] sides = line.split(" - ", 2);
      String[] fields = sides[0].split(" ", -1);
      String[] file = sides.length == 2 ? sides[1].split(" ", -1) : new String[0];
      if (file.length < 3 || fields.length < 5 || !file[0].startsWith("cgroup")) {
        continue;
      }
      Path at = Path.of(fields[4]);
      mounts.add(at);
      if (file[0].equals("cgroup2")) {
        unified = Optional.of(at);
      } else {
        Arrays.stream(file[2].split(",", -1)).forEach(option -> controllers.put(option, at));
      }
    }
    if (controllers.containsKey("memory")) {
      return new CgroupTree(1, checked(controllers), mounts);
    }
    return unified
        .map(CgroupTree::unified)
        .orElseThrow(() ->
            new DependencyUnavailable(
                "no control groups are mounted; mount cgroup2 at /sys/fs/cgroup"));
  }

  private static CgroupTree unified(Path at) {
    Map<String, Path> controllers = new HashMap<>();
    try {
      String available = Files.readString(at.resolve("cgroup.controllers"));
      Arrays.stream(available.trim().split("\\s+", -1)).forEach(name -> controllers.put(name, at));
    } catch (IOException e) {
      throw new DependencyUnavailable("cannot read the control groups at " + at, e);
    }
    if (controllers.containsKey("cpu")) {
      controllers.put("cpuacct", at);
    }
    requireDivisible(at);
    return new CgroupTree(2, checked(controllers), Set.of(at));
  }

  /// A group of the second version that has processes cannot pass memory on to groups in it; only
  /// the kernel's own root can, which is the one without a type (cgroups(7), "no internal
  /// processes"). In a container, what looks like the root is such a group.
  private static void requireDivisible(Path at) {
    boolean isRoot = !Files.exists(at.resolve("cgroup.type"));
    boolean isDivided =
        Cgroup.read(at.resolve("cgroup.subtree_control")).orElse("").contains("memory");
    if (!isRoot && !isDivided && !Cgroup.read(at.resolve("cgroup.procs")).orElse("").isEmpty()) {
      throw new DependencyUnavailable(
          "the control group at %1$s, which is that of a container, has processes and cannot be divided; mkdir %1$s/init && xargs -n 1 <%1$s/cgroup.procs >%1$s/init/cgroup.procs"
              .formatted(at));
    }
  }

  private static Map<String, Path> checked(Map<String, Path> controllers) {
    Set<String> missing = new TreeSet<>(NEEDED);
    missing.removeAll(controllers.keySet());
    if (!missing.isEmpty()) {
      throw new DependencyUnavailable(
          "the kernel offers no cgroup controller for " + String.join(", ", missing));
    }
    return controllers;
  }

  /// Whether a limit on swap can be set for a group. Version 2 always has it; version 1 needs a
  /// kernel option.
  public boolean countsSwap() {
    return version == 2 || Files.exists(directory("memory", "memory.memsw.limit_in_bytes"));
  }

  /// Whether the kernel remembers how many processes a group had at most (`pids.peak`, which older
  /// kernels lack). Makes a group at that path to see, and removes it.
  public boolean countsPeakProcesses(String path) {
    Path group = directory("pids", path);
    try {
      Files.createDirectories(group);
      if (version == 2) {
        enable("pids", path);
      }
      return Files.exists(group.resolve("pids.peak"));
    } catch (IOException e) {
      return false;
    } finally {
      var _ = remove(path);
    }
  }

  /// Lets a group and those that it is in have a controller (version 2).
  private void enable(String controller, String path) throws IOException {
    Path parent = directory(controller, "");
    for (Path name : Path.of(path)) {
      Files.writeString(parent.resolve("cgroup.subtree_control"), "+" + controller);
      parent = parent.resolve(name);
    }
  }

  /// Limits what a group may keep in IP sockets, where the kernel does not count that with the
  /// other memory; makes the group if need be.
  ///
  /// SECURITY: filling the host's memory by data that nobody receives — version 1 counts it from
  /// the moment on that it has a limit of its own, so before any program runs. (runc leaves this to
  /// us.)
  public void limitSockets(String path) {
    if (version == 1 && Files.exists(directory("memory", SOCKET_LIMIT))) {
      try {
        limitSockets(Files.createDirectories(directory("memory", path)));
      } catch (IOException e) {
        throw unlimited(e);
      }
    }
  }

  /// The same for a group that somebody else has made. False if there is none at that path.
  public boolean limitSocketsIfThere(String path) {
    Path group = directory("memory", path);
    try {
      limitSockets(group);
      return true;
    } catch (IOException e) {
      if (Files.exists(group)) {
        throw unlimited(e);
      }
      return false;
    }
  }

  private static void limitSockets(Path group) throws IOException {
    Files.writeString(
        group.resolve(SOCKET_LIMIT),
        Long.toString(Confinement.SOCKET_MEMORY.bytes()),
        StandardOpenOption.WRITE);
  }

  private static EngineFailure unlimited(IOException e) {
    return new EngineFailure("control group", "the memory of sockets cannot be limited", e);
  }

  /// Whether [#limitSockets] is needed and this process may do it.
  public boolean canLimitSockets() {
    return version == 1 && Files.isWritable(directory("memory", SOCKET_LIMIT));
  }

  /// The path of the group that limits memory and has that text in its name, whoever made it.
  public Optional<String> find(String name) {
    Path top = directory("memory", "");
    return find(top, name).map(found -> top.relativize(found).toString());
  }

  private static Optional<Path> find(Path group, String name) {
    if (String.valueOf(group.getFileName()).contains(name)) {
      return Optional.of(group);
    }
    return groupsIn(group).stream().flatMap(inner -> find(inner, name).stream()).findFirst();
  }

  private static List<Path> groupsIn(Path group) {
    try (Stream<Path> files = Files.list(group)) {
      return files.filter(Files::isDirectory).toList();
    } catch (IOException | UncheckedIOException vanished) {
      return List.of();
    }
  }

  /// SECURITY: a program that goes on in swap when its memory is used up — refuse the host where
  /// that cannot be prevented.
  public void requireNoSwap() {
    if (!countsSwap() && Cgroup.read(Path.of("/proc/swaps")).orElse("").lines().count() > 1) {
      throw new DependencyUnavailable(
          "this host swaps and its kernel cannot limit that; boot with swapaccount=1, or run swapoff -a");
    }
  }

  /// 1 or 2.
  public int version() {
    return version;
  }

  /// The group at that path, which may not exist yet.
  public Cgroup group(String path) {
    return version == 1 ? new CgroupV1(this, path) : new CgroupV2(this, path);
  }

  /// A group's directory for one controller.
  Path directory(String controller, String path) {
    return controllers.getOrDefault(controller, Path.of("/nonexistent")).resolve(path);
  }

  /// A group's directories, each once, wherever it exists.
  List<Path> directories(String path) {
    return mounts.stream().map(mount -> mount.resolve(path)).filter(Files::isDirectory).toList();
  }

  /// Gives a group to a user, who may then make groups in it and move its own processes between
  /// them (cgroups(7), "delegation"). The group's own limits stay ours.
  public void handOver(String path, int user) throws IOException {
    for (Path directory : directories(path)) {
      give(directory, user);
      for (String file :
          List.of("cgroup.procs", "tasks", "cgroup.threads", "cgroup.subtree_control")) {
        if (Files.exists(directory.resolve(file))) {
          give(directory.resolve(file), user);
        }
      }
    }
  }

  private static void give(Path file, int user) throws IOException {
    Files.setAttribute(file, "unix:uid", user);
    Files.setAttribute(file, "unix:gid", user);
  }

  /// Removes a group and the groups in it, in every hierarchy. False when a process is still in one
  /// of them.
  public boolean remove(String path) {
    boolean removed = true;
    for (Path directory : directories(path)) {
      removed &= removeTree(directory);
    }
    return removed;
  }

  private static boolean removeTree(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> deepestFirst = new ArrayList<>(tree.filter(Files::isDirectory).toList());
      for (Path each : deepestFirst.reversed()) {
        Files.deleteIfExists(each);
      }
      return true;
    } catch (NoSuchFileException alreadyGone) {
      return true;
    } catch (DirectoryNotEmptyException busy) {
      return false;
    } catch (IOException | UncheckedIOException busy) {
      return !Files.isDirectory(directory);
    }
  }

  /// The processes of a group and of the groups in it.
  public Set<Long> processes(String path) {
    Set<Long> pids = new HashSet<>();
    for (Path directory : directories(path)) {
      try (Stream<Path> tree = Files.walk(directory)) {
        tree.filter(file -> file.endsWith("cgroup.procs")).forEach(file -> readPids(file, pids));
      } catch (IOException | UncheckedIOException vanished) {
        // a group that goes away while it is looked at has no processes
      }
    }
    return pids;
  }

  private static void readPids(Path file, Set<Long> into) {
    try {
      Files.readAllLines(file).forEach(line -> into.add(Long.parseLong(line)));
    } catch (IOException vanished) {
      // as above
    }
  }
}
