package org.safecodeexecutor.engine.oci;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.SandboxException;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.engine.container.ContainerHost;
import org.safecodeexecutor.engine.warm.WarmPools;
import org.safecodeexecutor.image.RuntimeImage;
import org.safecodeexecutor.isolation.Tmpfs;

/// Containers that were started ahead and wait for programs. Safe for any thread.
final class WarmContainers implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WarmContainers.class.getName());
  private static final int MOST_OPEN_FILES = 4096;

  /// A container that waits is made for the default limits, but for one that a supervisor can only
  /// lower.
  private static final Limits LIMITS = Limits.DEFAULT.withOpenFiles(MOST_OPEN_FILES);

  private final ContainerHost host;
  private final TrustedFiles files;
  private final WarmPools<OciContainer> pools;

  /// @param least containers to keep ready for each image
  /// @param most containers to keep ready under load
  WarmContainers(ContainerHost host, TrustedFiles files, int least, int most) {
    this.host = host;
    this.files = files;
    this.pools = new WarmPools<>(least, most, this::start);
  }

  /// A container that waits and now holds its program to these limits; empty where none waits, or
  /// where the limits differ in what cannot be changed any more.
  Optional<OciContainer> take(SandboxSpec spec) {
    if (!Tmpfs.of(spec.limits()).equals(Tmpfs.of(LIMITS))
        || spec.limits().openFiles() > MOST_OPEN_FILES) {
      return Optional.empty();
    }
    return pools.poll(spec.image()).filter(container -> limit(container, spec.limits()));
  }

  private static boolean limit(OciContainer container, Limits limits) {
    try {
      container.limit(limits);
      return true;
    } catch (SandboxException e) {
      LOG.log(Level.WARNING, "a container that waited is given up: {0}", e.getMessage());
      container.close();
      return false;
    }
  }

  /// Orders what is missing: called when a program has ended and left its processor.
  void refill(RuntimeImage image) {
    pools.fill(image);
  }

  /// What most programs of a language with a warm interpreter are: one script, no arguments.
  private static List<String> likely(RuntimeImage image) {
    return image.preload().isEmpty() ? List.of() : image.commandFor(Submission.SCRIPT, List.of());
  }

  private OciContainer start(RuntimeImage image) {
    String id = UUID.randomUUID().toString();
    SandboxSpec spec = new SandboxSpec(image, LIMITS);
    OciContainer container = OciContainer.start(host, files, spec, likely(image), id);
    try {
      container.awaitReady();
      return container;
    } catch (IOException e) {
      container.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
  }

  /// Ends every container that waits, and those on their way when they come.
  @Override
  public void close() {
    pools.close();
  }
}
