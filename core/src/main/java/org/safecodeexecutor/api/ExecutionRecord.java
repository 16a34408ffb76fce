package org.safecodeexecutor.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// An [Execution] as texts, numbers and truth values under names, as `sce run --json` and `POST
/// /run?details=true` show it. Units are in the names; what does not apply is absent.
public final class ExecutionRecord {
  private ExecutionRecord() {}

  /// Everything, in a fixed order.
  public static Map<String, Object> of(Execution execution) {
    Map<String, Object> all = start(execution);
    put(all, "stdout", execution.stdout());
    put(all, "stderr", execution.stderr());
    return end(all, execution);
  }

  /// Everything but what the program printed.
  public static Map<String, Object> details(Execution execution) {
    return end(start(execution), execution);
  }

  private static Map<String, Object> start(Execution execution) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", execution.id());
    all.put("started_at", execution.startedAt().toString());
    all.put("ended_at", execution.endedAt().toString());
    all.putAll(outcome(execution.outcome()));
    return all;
  }

  private static Map<String, Object> end(Map<String, Object> all, Execution execution) {
    all.put("usage", usage(execution.usage()));
    all.put("enforcement", enforcement(execution.enforcement()));
    return all;
  }

  /// `wall-time` for [Limit#WALL_TIME]: the name that `--limit` has for it.
  public static String name(Limit limit) {
    return limit.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, Object> outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Exited(int code) -> ordered("outcome", "exited", "exit_code", code);
      case Outcome.Signaled(var signal) ->
          ordered("outcome", "signaled", "signal", signal.symbol());
      case Outcome.LimitExceeded(var limit) ->
          ordered("outcome", "limit_exceeded", "limit", name(limit));
      case Outcome.PolicyViolation(var policy, _) ->
          ordered("outcome", "policy_violation", "policy", policy.name().toLowerCase(Locale.ROOT));
      case Outcome.Cancelled _ -> Map.of("outcome", "cancelled");
    };
  }

  private static Map<String, Object> ordered(String name, Object value, String detail, Object of) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(name, value);
    map.put(detail, of);
    return map;
  }

  private static void put(Map<String, Object> all, String stream, Output output) {
    all.put(stream, output.text());
    all.put(stream + "_truncated", output.truncated());
  }

  private static Map<String, Object> usage(Usage usage) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("wall_time_millis", millis(usage.wallTime()));
    usage.cpuTime().ifPresent(time -> map.put("cpu_time_millis", millis(time)));
    usage.peakMemory().ifPresent(memory -> map.put("peak_memory_bytes", memory.bytes()));
    usage.peakProcesses().ifPresent(count -> map.put("peak_processes", count));
    return map;
  }

  private static double millis(Duration duration) {
    long micros = duration.toNanos() / 1_000;
    return micros / 1_000.0;
  }

  private static Map<String, Object> enforcement(Enforcement enforcement) {
    Map<String, Object> limits = new LinkedHashMap<>();
    for (Limit limit : Limit.values()) {
      String held = enforcement.limits().get(limit);
      if (held != null) {
        limits.put(name(limit), held);
      }
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("engine", enforcement.engine());
    map.put("runtime", enforcement.runtime());
    map.put("image", enforcement.image());
    map.put("limits", limits);
    return map;
  }
}
