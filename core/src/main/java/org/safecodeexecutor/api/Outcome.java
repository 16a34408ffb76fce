package org.safecodeexecutor.api;

/// How a step ended. The program's fate is a value; our own failures are [SandboxException]s.
public sealed interface Outcome {
  /// The program ended by itself. An exit code never carries a meaning of ours: 137 is what the
  /// program said.
  record Exited(int code) implements Outcome {}

  /// A signal ended the program, and none of ours: a crash, or a program that killed itself.
  record Signaled(Signal signal) implements Outcome {}

  /// The program went over a limit and was ended for it.
  record LimitExceeded(Limit limit) implements Outcome {}

  /// The program failed, with this exit code, after it tried what no program may.
  record PolicyViolation(Policy policy, int code) implements Outcome {}

  /// The caller asked for the end.
  record Cancelled() implements Outcome {}

  /// What programs may not do, as far as it is reported.
  enum Policy {
    /// Reaching another machine, or asking for the address of one.
    NETWORK
  }

  /// True for a program that ended by itself with code 0.
  default boolean isSuccess() {
    return this instanceof Exited(int code) && code == 0;
  }
}
