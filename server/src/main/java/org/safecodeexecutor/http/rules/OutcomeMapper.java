package org.safecodeexecutor.http.rules;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Outcome;

/// What a caller is told about the fate of a program. Pure, and the only place that decides it.
public final class OutcomeMapper {
  private OutcomeMapper() {}

  public static Answer answer(Execution execution, Limits limits) {
    return switch (execution.outcome()) {
      case Outcome.Exited(int code) when code == 0 -> success(execution);
      case Outcome.Exited(int code) ->
          failure(400, "Execution failed", execution).with("exit_code", code);
      // as in a shell: 128 and the number of the signal
      case Outcome.Signaled(var signal) ->
          failure(400, "Execution failed", execution)
              .with("exit_code", 128 + signal.number())
              .with("signal", signal.symbol());
      case Outcome.LimitExceeded(var limit) ->
          failure(status(limit), message(limit, limits), execution);
      case Outcome.PolicyViolation(var policy, int code) ->
          failure(400, message(policy), execution).with("exit_code", code);
      case Outcome.Cancelled() -> failure(503, "Execution cancelled", execution);
    };
  }

  private static Answer success(Execution execution) {
    Answer answer = new Answer(200, Map.of(), Map.of("output", execution.stdout().text()));
    return execution.stderr().content().isEmpty()
        ? answer
        : answer.with("stderr", execution.stderr().text());
  }

  private static Answer failure(int status, String message, Execution execution) {
    Answer answer =
        Answer.error(status, message)
            .with("stdout", execution.stdout().text())
            .with("stderr", execution.stderr().text());
    boolean truncated = execution.stdout().truncated() || execution.stderr().truncated();
    return truncated ? answer.with("truncated", true) : answer;
  }

  private static int status(Limit limit) {
    return switch (limit) {
      case WALL_TIME, CPU_TIME -> 408;
      case MEMORY, PROCESSES, OUTPUT, DISK, OPEN_FILES, CPU_SHARE -> 400;
    };
  }

  private static String message(Limit limit, Limits limits) {
    return switch (limit) {
      case WALL_TIME -> "Execution timed out after " + seconds(limits.wallTime());
      case CPU_TIME -> "CPU time limit exceeded (" + seconds(limits.cpuTime()) + ")";
      case MEMORY -> "Process killed: out-of-memory (container exceeded memory limit)";
      case OUTPUT -> "Output limit exceeded (" + size(limits.output()) + ")";
      case PROCESSES -> "Process limit exceeded (" + limits.processes() + ")";
      case DISK -> "Disk limit exceeded (" + size(limits.disk()) + ")";
      case OPEN_FILES -> "Open file limit exceeded (" + limits.openFiles() + ")";
      case CPU_SHARE -> "CPU share exceeded (" + limits.cpuShare() + ")";
    };
  }

  private static String message(Outcome.Policy policy) {
    return switch (policy) {
      case NETWORK -> "Network access is disabled";
    };
  }

  /// `10 seconds`, `1 second`, `0.5 seconds`.
  static String seconds(Duration time) {
    BigDecimal seconds = BigDecimal.valueOf(time.toNanos(), 9).stripTrailingZeros();
    return seconds.toPlainString()
        + (seconds.compareTo(BigDecimal.ONE) == 0 ? " second" : " seconds");
  }

  /// `1 MiB`, `512 B`.
  static String size(DataSize size) {
    return size.toString().replaceFirst("(?<=[0-9])(?=[A-Z])", " ");
  }
}
