package org.safecodeexecutor.engine;

import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.engine.Completion.Ending;
import org.safecodeexecutor.engine.Completion.Killer;

/// The only place that decides what an ending means. Pure.
///
/// In order: whoever of us killed says why. Else, if the kernel killed a process for memory, it was
/// memory, however the rest of the program ended: what it would have done otherwise is not known.
/// Else, if the program gave up with an exit code after it tried the network, it was that; one that
/// ends well has lived with the refusal. Else its own ending stands.
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
    if (completion.oomKills() > 0) {
      return new Outcome.LimitExceeded(Limit.MEMORY);
    }
    return switch (completion.ending()) {
      case Ending.Exit(int code) when code != 0 && completion.unroutable() > 0 ->
          new Outcome.PolicyViolation(Outcome.Policy.NETWORK, code);
      case Ending.Exit(int code) -> new Outcome.Exited(code);
      case Ending.Signalled(var signal) -> new Outcome.Signaled(signal);
    };
  }
}
