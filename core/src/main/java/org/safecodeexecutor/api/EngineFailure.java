package org.safecodeexecutor.api;

import org.jspecify.annotations.Nullable;

/// A sandbox could not be made or was lost. The program may not have run.
public final class EngineFailure extends SandboxException {
  private static final long serialVersionUID = 1L;

  private final String stage;

  public EngineFailure(String stage, String message, @Nullable Throwable cause) {
    super("The sandbox failed (%s): %s".formatted(stage, message), cause);
    this.stage = stage;
  }

  /// The step of the set-up that failed, for logs and tests.
  public String stage() {
    return stage;
  }
}
