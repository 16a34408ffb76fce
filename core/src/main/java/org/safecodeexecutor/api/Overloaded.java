package org.safecodeexecutor.api;

import java.time.Duration;

/// Too many executions are running and waiting. Asking again later may succeed.
public final class Overloaded extends SandboxException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  public Overloaded(String message, Duration retryAfter) {
    super(message, null);
    this.retryAfter = retryAfter;
  }

  /// A guess at when it is worth asking again.
  public Duration retryAfter() {
    return retryAfter;
  }
}
