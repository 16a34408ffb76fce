package org.safecodeexecutor.api;

/// One part of an execution, with an end of its own.
public record Step(Kind kind, Outcome outcome, Output stdout, Output stderr, Usage usage) {
  public enum Kind {
    BUILD,
    RUN
  }
}
