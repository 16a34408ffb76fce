package org.safecodeexecutor.engine.docker;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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

  /// The owners in this JVM, whose files it must not open again: closing any descriptor of a file
  /// gives up the locks that the process has on it (fcntl(2)).
  private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

  private final Daemon daemon;
  private final Path directory;
  private final String owner = UUID.randomUUID().toString();
  private final FileChannel lock;
  private final Set<String> failed = ConcurrentHashMap.newKeySet();

  private Leftovers(Daemon daemon, Path directory) throws IOException {
    this.daemon = daemon;
    this.directory = Files.createDirectories(directory);
    this.lock =
        FileChannel.open(
            directory.resolve(owner),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
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
    for (Container container : labelled()) {
      if (isDead(container.getLabels().get(LABEL)) || wasGivenUp(container)) {
        LOG.log(Level.INFO, "removing the container {0}, whose owner has died", container.getId());
        var _ = removeQuietly(container.getId());
      }
    }
    forgetTheDead();
  }

  private void forgetTheDead() {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> isDead(each.getFileName().toString())).toList()) {
        Files.deleteIfExists(file);
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

  private boolean removeQuietly(String id) {
    try {
      daemon.client().removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
      return true;
    } catch (com.github.dockerjava.api.exception.DockerException answered) {
      return true;
    } catch (RuntimeException unreachable) {
      return false;
    }
  }

  /// Removes every container of this owner.
  @Override
  public void close() {
    try {
      for (Container container : labelled()) {
        if (owner.equals(container.getLabels().get(LABEL))) {
          var _ = removeQuietly(container.getId());
        }
      }
    } catch (RuntimeException unreachable) {
      LOG.log(Level.WARNING, "containers may be left: {0}", unreachable.getMessage());
    } finally {
      Daemon.close(lock);
      OWN.remove(owner);
    }
  }
}
