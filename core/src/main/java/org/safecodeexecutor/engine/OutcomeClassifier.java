package org.safecodeexecutor.engine;

import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.engine.Completion.Ending;
import org.safecodeexecutor.engine.Completion.Killer;

/// The only place that decides what an ending means. Pure.
///
/// In order: whoever of us killed says why. Else, if the kernel killed a process for memory and the
/// program did not end well, it was memory. Else, if the program itself gave up after it tried the
/// network, it was that. Else its own ending stands. So a program that survives a dead child, or a
/// refused connection, has not failed.
public final class OutcomeClassifier {
  private OutcomeClassifier() {}

  public static Outcome classify(Completion completion) {
    return completion
        .killer()
        .map(OutcomeClassifier::killed)
        .orElseGet(() -> endedByItself(completion));
  }

  private static Outcome killed(Killer killer) {
    return switch (killer) {
      case WALL_TIME -> new Outcome.LimitExceeded(Limit.WALL_TIME);
      case CPU_TIME -> new Outcome.LimitExceeded(Limit.CPU_TIME);
      case MEMORY -> new Outcome.LimitExceeded(Limit.MEMORY);
      case OUTPUT -> new Outcome.LimitExceeded(Limit.OUTPUT);
      case CANCELLED -> new Outcome.Cancelled();
    };
  }

  private static Outcome endedByItself(Completion completion) {
    boolean failed = !(completion.ending() instanceof Ending.Exit(int code) && code == 0);
    if (failed && completion.oomKills() > 0) {
      return new Outcome.LimitExceeded(Limit.MEMORY);
    }
    return switch (completion.ending()) {
      case Ending.Exit(int code) when code != 0 && completion.unroutable() > 0 ->
          new Outcome.PolicyViolation(Outcome.Policy.NETWORK);
      case Ending.Exit(int code) -> new Outcome.Exited(code);
      case Ending.Signalled(var signal) -> new Outcome.Signaled(signal);
    };
  }
}
