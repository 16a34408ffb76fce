package org.safecodeexecutor.cli;

/// A command cannot do what was asked. The message is for the user and says all there is to say.
final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandFailed(String message) {
    super(message);
  }

  CommandFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
