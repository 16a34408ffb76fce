package org.safecodeexecutor.api;

/// The caller asked for something that cannot be meant, or that this engine cannot enforce. Asking
/// again changes nothing.
public final class InvalidSubmission extends SandboxException {
  private static final long serialVersionUID = 1L;

  public InvalidSubmission(String message) {
    super(message, null);
  }

  public InvalidSubmission(String message, Throwable cause) {
    super(message, cause);
  }
}
