package org.safecodeexecutor.api;

import org.jspecify.annotations.Nullable;

/// Our failure, as opposed to the program's. The message of every kind is safe to show to the
/// caller.
public abstract sealed class SandboxException extends RuntimeException
    permits InvalidSubmission, Overloaded, DependencyUnavailable, EngineFailure {
  private static final long serialVersionUID = 1L;

  SandboxException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
