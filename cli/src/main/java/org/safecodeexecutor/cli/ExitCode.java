package org.safecodeexecutor.cli;

import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Outcome;

/// The exit codes of the commands, in the manner of `timeout` and of shells.
final class ExitCode {
  static final int OK = 0;

  /// A command other than `run` failed, or a program broke a limit that has no code of its own.
  static final int FAILED = 1;

  /// A command other than `run` was not understood.
  static final int USAGE = 2;

  /// A program was ended because its time was over.
  static final int TIMED_OUT = 124;

  /// `run` itself failed; the program may not have run.
  static final int OURS = 125;

  /// A program was ended because its memory was used up; as if by SIGKILL, which is what the kernel
  /// sends.
  static final int OUT_OF_MEMORY = 137;

  /// A program was cancelled; as if by SIGINT.
  static final int CANCELLED = 130;

  /// Nobody reads our output any more; as if by SIGPIPE.
  static final int OUTPUT_CLOSED = 141;

  private static final int SIGNAL_BASE = 128;

  private ExitCode() {}

  /// What `run` exits with. A program's own code is passed through, also where it equals one of
  /// ours; `--json` tells them apart.
  static int of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Exited(int code) -> code;
      case Outcome.Signaled(var signal) -> SIGNAL_BASE + signal.number();
      case Outcome.LimitExceeded(Limit limit) -> of(limit);
      case Outcome.PolicyViolation(_, int code) -> code;
      case Outcome.Cancelled _ -> CANCELLED;
    };
  }

  private static int of(Limit limit) {
    return switch (limit) {
      case CPU_TIME, WALL_TIME -> TIMED_OUT;
      case MEMORY -> OUT_OF_MEMORY;
      case PROCESSES, OUTPUT, DISK, OPEN_FILES, CPU_SHARE -> FAILED;
    };
  }
}
