package org.safecodeexecutor.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.safecodeexecutor.image.ImageSource;
import org.safecodeexecutor.image.RuntimeImage;

/// Makes sandboxes. Safe for use by any number of threads.
public interface Engine extends AutoCloseable {
  /// `oci`, `cell`, `docker`.
  String name();

  /// The program that makes the sandboxes, with its version.
  String runtime();

  Set<Capability> capabilities();

  /// Makes a sandbox that no program has run in. Throws [org.safecodeexecutor.api.SandboxException]
  /// when it cannot.
  Sandbox create(SandboxSpec spec);

  /// Does ahead of time whatever makes the first run in an image quick. May do nothing.
  default void prepare(RuntimeImage image) {}

  /// Where the engine's images are, if not in the data directory.
  default Optional<ImageSource> images() {
    return Optional.empty();
  }

  /// For whoever examines the host.
  default List<Remark> remarks() {
    return List.of();
  }

  /// Ends every sandbox and removes what the engine keeps on the host.
  @Override
  void close();
}
