package org.safecodeexecutor.engine.container;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.isolation.CgroupTree;
import org.safecodeexecutor.isolation.HostIds;
import org.safecodeexecutor.isolation.PidFd;

/// This process's place on the host: a numbered slot of the data directory, held by a file lock for
/// as long as the process lives. The number decides the run directory, the parent of all control
/// groups and the block of user ids, so two processes never meet. Whoever takes a slot first
/// removes what a killed owner left in it.
public final class Instance implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Instance.class.getName());
  private static final Duration LONGEST_DEATH = Duration.ofSeconds(10);

  /// The slots of this JVM, whose lock files it must not open again: closing any descriptor of a
  /// file gives up the locks that the process has on it (fcntl(2)), and another process would sweep
  /// a slot in use.
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final String cgroup;
  private final int number;
  private final CgroupTree cgroups;
  private final OciRuntime runtime;
  private final FileChannel lockFile;

  private Instance(
      Path directory, int number, CgroupTree cgroups, OciRuntime runtime, FileChannel lockFile) {
    this.directory = directory;
    this.number = number;
    this.cgroups = cgroups;
    this.runtime = runtime;
    this.lockFile = lockFile;
    this.cgroup = cgroupPrefix(directory.resolveSibling("")) + number;
  }

  /// Takes the first free slot, and sweeps every slot whose owner has died.
  static Instance take(Path dataDirectory, CgroupTree cgroups, OciRuntime runtime) {
    try {
      Path runs = openDirectory(openDirectory(dataDirectory).resolve("run"));
      requireReachable(runs);
      Optional<Instance> taken = Optional.empty();
      for (int number = 0; number < HostIds.BLOCKS; number++) {
        Path slot = runs.resolve(Integer.toString(number));
        if (taken.isEmpty()) {
          taken = tryTake(openDirectory(slot), number, cgroups, runtime);
        } else if (Files.exists(slot)) {
          tryTake(slot, number, cgroups, runtime).ifPresent(Instance::close);
        }
      }
      return taken.orElseThrow(() ->
          new DependencyUnavailable(
              HostIds.BLOCKS
                  + " processes use this data directory already; give this one its own"));
    } catch (IOException e) {
      throw new DependencyUnavailable(
          "cannot use the data directory %s (%s); is it writable?"
              .formatted(dataDirectory, e.getClass().getSimpleName()),
          e);
    }
  }

  /// The container's root is nobody on this host, and must pass through every directory above its
  /// bundle.
  private static void requireReachable(Path directory) throws IOException {
    for (Path each = directory; each != null; each = each.getParent()) {
      if (!Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        throw new DependencyUnavailable(
            "sandboxes cannot reach the data directory through %s; run chmod o+x %s, or choose another"
                .formatted(each, each));
      }
    }
  }

  private static Optional<Instance> tryTake(
      Path slot, int number, CgroupTree cgroups, OciRuntime runtime) throws IOException {
    if (!OWN.add(slot)) {
      return Optional.empty();
    }
    Optional<Instance> taken = tryLock(slot, number, cgroups, runtime);
    if (taken.isEmpty()) {
      OWN.remove(slot);
    } else if (taken.get().sweep()) {
      LOG.log(Level.INFO, "swept what a process that was killed had left in {0}", slot);
    }
    return taken;
  }

  private static Optional<Instance> tryLock(
      Path slot, int number, CgroupTree cgroups, OciRuntime runtime) throws IOException {
    FileChannel file =
        FileChannel.open(slot.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = file.tryLock();
    if (lock == null) {
      file.close();
      return Optional.empty();
    }
    return Optional.of(new Instance(slot, number, cgroups, runtime, file));
  }

  /// Others may pass through, as the container's root must to reach its bundle, but not look
  /// around.
  private static Path openDirectory(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    return directory;
  }

  /// How the control groups begin of all processes that use a data directory.
  ///
  /// @param runs the directory `run` in it
  public static String cgroupPrefix(Path runs) {
    return "safe-code-executor-" + digest(runs.toString()) + "-";
  }

  public int number() {
    return number;
  }

  Path runtimeRoot() {
    return directory.resolve("runtime");
  }

  public Path runDirectory(String id) {
    return directory.resolve(id);
  }

  /// The control group of a run, as a path below each hierarchy.
  public String cgroupOf(String id) {
    return cgroup + "/" + id;
  }

  /// Ends all processes of this slot and removes its containers, control groups and directories;
  /// true if there were any.
  private boolean sweep() throws IOException {
    List<Path> leftovers = entries(directory).filter(Files::isDirectory).toList();
    boolean found = !leftovers.isEmpty() || !cgroups.processes(cgroup).isEmpty();
    endProcesses(cgroup);
    for (Path container : entries(runtimeRoot()).filter(Files::isDirectory).toList()) {
      runtime.delete(runtimeRoot(), container.getFileName().toString());
    }
    for (Path each : leftovers) {
      RunDirectory.deleteTree(each);
    }
    removeCgroup(cgroup);
    return found;
  }

  /// Ends every process of a control group and of those in it.
  void endProcesses(String path) {
    for (long pid : cgroups.processes(path)) {
      endProcess(pid);
    }
  }

  /// Removes the files that gVisor keeps of a container that has ended: `ID_sandbox:ID.state` and
  /// the like.
  void forget(String id) {
    try {
      for (Path file : entries(runtimeRoot()).toList()) {
        if (file.getFileName().toString().startsWith(id + "_")) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the files of " + id + " stay until the next start", e);
    }
  }

  private static Stream<Path> entries(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Stream.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList().stream();
    }
  }

  private static void endProcess(long pid) {
    try (PidFd process = PidFd.open(pid)) {
      process.signal(PidFd.SIGKILL);
      process.awaitEnd(LONGEST_DEATH);
    } catch (IOException alreadyGone) {
      // then there is nothing to end
    }
  }

  /// Removes a control group, waiting a little for its last processes to vanish from it.
  public void removeCgroup(String path) {
    for (int attempt = 0; !cgroups.remove(path); attempt++) {
      if (attempt == 50) {
        LOG.log(
            Level.WARNING,
            "the control group {0} is still in use; the next start removes it",
            path);
        return;
      }
      try {
        Thread.sleep(Duration.ofMillis(1L + attempt));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Removes everything of this slot and gives it up.
  @Override
  public void close() {
    try {
      sweep();
      lockFile.close();
      OWN.remove(directory);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "could not clean " + directory, e);
    }
  }
}
