package org.safecodeexecutor.api;

import org.jspecify.annotations.Nullable;

/// Something that the host must provide is missing or broken: the container runtime, the image, a
/// cgroup, disk space. The message tells an operator what to do.
public final class DependencyUnavailable extends SandboxException {
  private static final long serialVersionUID = 1L;

  public DependencyUnavailable(String message) {
    this(message, null);
  }

  public DependencyUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
