package org.safecodeexecutor.http.rules;

import java.time.Duration;
import java.util.Optional;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.Usage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// The log of one `POST /run`: one event, with key-value pairs.
///
/// SECURITY: code, input, output and the names in an archive are a user's and stay out of the log —
/// nothing from a request is logged but its origin, and no message that may quote it.
final class RunLog {
  private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);
  private static final int FIRST_FAILURE_OF_OURS = 500;
  private static final int OVERLOADED = 503;

  private final RunRequest request;
  private final long begun = System.nanoTime();

  private RunLog(RunRequest request) {
    this.request = request;
  }

  static RunLog begin(RunRequest request) {
    return new RunLog(request);
  }

  void executed(Execution execution, int status) {
    LoggingEventBuilder event =
        event(Level.INFO, outcome(execution.outcome()), status)
            .addKeyValue("execution", execution.id())
            .addKeyValue("stdout_bytes", execution.stdout().content().size())
            .addKeyValue("stderr_bytes", execution.stderr().content().size())
            .addKeyValue("limits", execution.enforcement().limits());
    withUsage(event, execution.usage()).log("run");
  }

  /// No program ran to its end: the caller's fault, or ours.
  void refused(Throwable reason, int status) {
    boolean ours = status >= FIRST_FAILURE_OF_OURS && status != OVERLOADED;
    LoggingEventBuilder event =
        event(ours ? Level.ERROR : Level.INFO, ours ? "failed" : "refused", status);
    (ours ? event.setCause(reason) : event).log("run");
  }

  /// Nothing was done for the request.
  ///
  /// @param before how many were refused in the same way since the last line about one
  static void refusedEarly(String id, String client, int status, long before) {
    LOG.atInfo()
        .addKeyValue("id", id)
        .addKeyValue("client", client)
        .addKeyValue("status", status)
        .addKeyValue("outcome", "refused")
        .addKeyValue("total_ms", 0.0)
        .addKeyValue("refused_before", before)
        .log("run");
  }

  private LoggingEventBuilder event(Level level, String outcome, int status) {
    return LOG.atLevel(level)
        .addKeyValue("id", request.id())
        .addKeyValue("client", request.client())
        .addKeyValue("status", status)
        .addKeyValue("outcome", outcome)
        .addKeyValue("total_ms", millis(Duration.ofNanos(System.nanoTime() - begun)));
  }

  private static LoggingEventBuilder withUsage(LoggingEventBuilder event, Usage usage) {
    LoggingEventBuilder more = event.addKeyValue("wall_ms", millis(usage.wallTime()));
    more = with(more, "cpu_ms", usage.cpuTime().map(RunLog::millis));
    more = with(more, "peak_memory_bytes", usage.peakMemory().map(DataSize::bytes));
    return with(more, "peak_processes", usage.peakProcesses());
  }

  private static LoggingEventBuilder with(
      LoggingEventBuilder event, String key, Optional<?> value) {
    return value.isPresent() ? event.addKeyValue(key, value.get()) : event;
  }

  private static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Exited(int code) -> "exited " + code;
      case Outcome.Signaled(var signal) -> "signaled " + signal.symbol();
      case Outcome.LimitExceeded(var limit) -> "limit " + limit;
      case Outcome.PolicyViolation(var policy, _) -> "policy " + policy;
      case Outcome.Cancelled() -> "cancelled";
    };
  }

  private static double millis(Duration time) {
    return Math.round(time.toNanos() / 10_000.0) / 100.0;
  }
}
