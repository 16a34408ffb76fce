package org.safecodeexecutor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.Signal;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.testkit.TestHost;

/// The example of the README, compiled and run. [ReadmeTest] keeps the two the same.
class LibraryExampleTest {
  // README: begin
  static String tryIt(SandboxesConfig config) {
    try (Sandboxes sandboxes = Sandboxes.open(config)) {
      Submission submission =
          Submission.python("print(input() * 2)")
              .withStdin(Content.ofText("ab"))
              .withLimits(Limits.DEFAULT.withWallTime(Duration.ofSeconds(2)));
      OutputListener listener = (stream, bytes) -> System.out.print(bytes.text());
      Cancellation cancellation = new Cancellation(); // cancel() ends the run, from any thread
      Execution execution = sandboxes.execute(submission, listener, cancellation);
      return switch (execution.outcome()) {
        case Outcome.Exited(int code) -> "exit code " + code;
        case Outcome.Signaled(Signal signal) -> "killed by " + signal.symbol();
        case Outcome.LimitExceeded(Limit limit) -> "over the limit of " + limit;
        case Outcome.PolicyViolation(Outcome.Policy policy, int _) -> "not allowed: " + policy;
        case Outcome.Cancelled() -> "cancelled";
      };
    }
  }

  // README: end

  @Test
  void exampleEndsAsItSays() {
    SandboxesConfig config = TestHost.config();
    TestHost.open(config).close(); // skips the test where this host cannot
    assertThat(tryIt(config)).isEqualTo("exit code 0");
  }
}
