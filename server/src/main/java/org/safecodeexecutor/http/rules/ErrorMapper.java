package org.safecodeexecutor.http.rules;

import java.time.Duration;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.InvalidSubmission;
import org.safecodeexecutor.api.Overloaded;
import org.safecodeexecutor.api.SandboxException;

/// What a caller is told about failures that are not the program's. Pure, and the only place that
/// decides it.
public final class ErrorMapper {
  private ErrorMapper() {}

  /// The answer to a request that led to this failure.
  ///
  /// @param requestId under which the log has the details of a failure of ours
  public static Answer answer(Throwable failure, String requestId) {
    return switch (failure) {
      case Refusal refusal -> Answer.error(refusal.status(), message(refusal));
      case SandboxException sandbox -> answer(sandbox, requestId);
      // SECURITY: a stack trace or a message of a library tells an attacker what runs here
      // (SandboxFusion) — of what we did not expect, the caller learns nothing but the id
      default -> ours("Internal error; the log of the service says more", requestId);
    };
  }

  private static Answer answer(SandboxException failure, String requestId) {
    return switch (failure) {
      case InvalidSubmission e -> Answer.error(400, message(e));
      case Overloaded e ->
          Answer.error(503, message(e)).withHeader("Retry-After", seconds(e.retryAfter()));
      case DependencyUnavailable e -> ours(message(e), requestId);
      case EngineFailure e -> ours(message(e), requestId);
    };
  }

  private static Answer ours(String message, String requestId) {
    return Answer.error(500, message).with("request_id", requestId);
  }

  private static String message(RuntimeException failure) {
    return String.valueOf(failure.getMessage());
  }

  /// Whole seconds, rounded up: 0 would invite the caller to ask again at once.
  private static String seconds(Duration delay) {
    return Long.toString(Math.max(1, delay.plusNanos(999_999_999).toSeconds()));
  }
}
