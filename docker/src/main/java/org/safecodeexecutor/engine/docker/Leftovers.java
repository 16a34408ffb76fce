package org.safecodeexecutor.engine.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.DependencyUnavailable;

/// Finds containers that nobody uses any more. Each container has a label with its owner, a process
/// that holds the lock on a file of that name for as long as it lives. Safe for any thread.
final class Leftovers implements AutoCloseable {
  static final String LABEL = "org.safecodeexecutor.owner";

  private static final Logger LOG = System.getLogger(Leftovers.class.getName());

  /// A container that never ran although it is so old was given up between two calls.
  private static final Duration LONGEST_START = Duration.ofMinutes(5);

  private static final int REMOVALS = 10;
  private static final Duration PAUSE = Duration.ofMillis(300);

  /// The owners in this JVM, whose files it must not open again: closing any descriptor of a file
  /// gives up the locks that the process has on it (fcntl(2)).
  private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

  private final Daemon daemon;
  private final Path directory;
  private final String owner = UUID.randomUUID().toString();
  private final FileChannel lock;
  private volatile String trouble = "";
  private final Set<String> failed = ConcurrentHashMap.newKeySet();

  private Leftovers(Daemon daemon, Path directory) throws IOException {
    this.daemon = daemon;
    this.directory = Files.createDirectories(directory);
    this.lock =
        FileChannel.open(
            directory.resolve(owner), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    OWN.add(owner);
    var _ = lock.lock();
  }

  static Leftovers open(Daemon daemon, Path dataDirectory) {
    try {
      return new Leftovers(daemon, dataDirectory.resolve("docker"));
    } catch (IOException e) {
      throw new DependencyUnavailable(
          "cannot use the data directory %s (%s); is it writable?"
              .formatted(dataDirectory, e.getClass().getSimpleName()),
          e);
    }
  }

  Map<String, String> labels() {
    return Map.of(LABEL, owner);
  }

  /// Could not be removed: the daemon does not answer.
  void add(String id) {
    failed.add(id);
  }

  /// Removes what could not be removed before, if the daemon answers now.
  void retry() {
    failed.removeIf(this::removeQuietly);
  }

  /// Removes the containers of owners that have died.
  void sweep() {
    Set<String> kept = new HashSet<>();
    for (Container container : labelled()) {
      String other = container.getLabels().get(LABEL);
      if (!isDead(container) && (isDead(other) || wasGivenUp(container))) {
        LOG.log(Level.INFO, "removing the container {0}, whose owner has died", container.getId());
        if (!removeQuietly(container.getId())) {
          kept.add(other);
        }
      }
    }
    forgetTheDead(kept);
  }

  /// @param except owners of containers that are still there
  private void forgetTheDead(Set<String> except) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String other = file.getFileName().toString();
        if (!except.contains(other) && isDead(other)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the owners cannot be listed", e);
    }
  }

  private List<Container> labelled() {
    return daemon.call(
        "list",
        () ->
            daemon
                .client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(LABEL))
                .exec());
  }

  private static boolean wasGivenUp(Container container) {
    Instant made = Instant.ofEpochSecond(container.getCreated());
    return !"running".equals(container.getState())
        && !"paused".equals(container.getState())
        && made.plus(LONGEST_START).isBefore(Instant.now());
  }

  /// An owner without a file belongs to another data directory, and is none of our business.
  private boolean isDead(@Nullable String other) {
    if (other == null || OWN.contains(other) || !other.matches("[0-9a-f-]{36}")) {
      return false;
    }
    Path file = directory.resolve(other);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      Optional<FileLock> taken = Optional.ofNullable(channel.tryLock());
      return taken.isPresent();
    } catch (IOException unusable) {
      return false;
    }
  }

  /// True of one that a daemon was removing when it was killed. It runs no more, and Docker 20.10
  /// may answer for ever that its removal is in progress.
  private static boolean isDead(Container container) {
    return "dead".equals(container.getState());
  }

  private boolean removeQuietly(String id) {
    try {
      daemon.client().removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
      return true;
    } catch (NotFoundException gone) {
      return true;
    } catch (RuntimeException notNow) {
      trouble = String.valueOf(notNow.getMessage()).strip();
      return false;
    }
  }

  /// Removes every container of this owner. What cannot be removed is left to the next owner, who
  /// finds the file.
  @Override
  public void close() {
    try {
      if (removeOwn()) {
        Files.deleteIfExists(directory.resolve(owner));
      } else {
        LOG.log(Level.WARNING, "the next start must remove what is left: {0}", trouble);
      }
    } catch (IOException | RuntimeException unreachable) {
      LOG.log(Level.WARNING, "containers may be left: {0}", unreachable.getMessage());
    } finally {
      Daemon.close(lock);
      OWN.remove(owner);
    }
  }

  /// More than once: a daemon that was restarted is busy with what it finds.
  private boolean removeOwn() {
    for (int attempt = 0; attempt < REMOVALS; attempt++) {
      List<Container> own =
          labelled().stream()
              .filter(container -> owner.equals(container.getLabels().get(LABEL)))
              .filter(container -> !isDead(container))
              .toList();
      if (own.isEmpty()) {
        return true;
      }
      own.forEach(container -> removeQuietly(container.getId()));
      if (attempt > 0) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    return false;
  }
}
