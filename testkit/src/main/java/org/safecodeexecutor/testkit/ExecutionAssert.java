package org.safecodeexecutor.testkit;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.Signal;

/// Says of an execution how it ended and what it printed. A failure shows both streams.
public final class ExecutionAssert extends AbstractAssert<ExecutionAssert, Execution> {
  private ExecutionAssert(Execution actual) {
    super(actual, ExecutionAssert.class);
    as(
        "stdout: %s%nstderr: %s%nusage: %s",
        start(actual.stdout().text()), start(actual.stderr().text()), actual.usage());
  }

  public static ExecutionAssert assertThat(Execution actual) {
    return new ExecutionAssert(actual);
  }

  public ExecutionAssert endedAs(Outcome expected) {
    Assertions.assertThat(actual.outcome()).as(descriptionText()).isEqualTo(expected);
    return this;
  }

  public ExecutionAssert exited(int code) {
    return endedAs(new Outcome.Exited(code));
  }

  public ExecutionAssert succeeded() {
    return exited(0);
  }

  public ExecutionAssert wasSignaled(int signal) {
    return endedAs(new Outcome.Signaled(new Signal(signal)));
  }

  public ExecutionAssert exceeded(Limit limit) {
    return endedAs(new Outcome.LimitExceeded(limit));
  }

  public ExecutionAssert triedTheNetwork() {
    return endedAs(new Outcome.PolicyViolation(Outcome.Policy.NETWORK, 1));
  }

  public ExecutionAssert wasCancelled() {
    return endedAs(new Outcome.Cancelled());
  }

  /// Ended well, having printed exactly this to stdout.
  public ExecutionAssert printed(String expected) {
    Assertions.assertThat(actual.stdout().text()).as(descriptionText()).isEqualTo(expected);
    return succeeded();
  }

  /// Wrote exactly this to stderr.
  public ExecutionAssert complained(String expected) {
    Assertions.assertThat(actual.stderr().text()).as(descriptionText()).isEqualTo(expected);
    return this;
  }

  public ExecutionAssert complainedOf(String part) {
    Assertions.assertThat(actual.stderr().text()).as(descriptionText()).contains(part);
    return this;
  }

  private static String start(String text) {
    return text.length() > 2000 ? text.substring(0, 2000) + "..." : text;
  }
}
