package org.safecodeexecutor.api;

import java.time.Instant;
import java.util.List;

/// One submission, executed once.
///
/// @param id unique; also in the log
/// @param steps in order; the last one decides
public record Execution(
    String id, Instant startedAt, Instant endedAt, List<Step> steps, Enforcement enforcement) {
  public Execution {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("an execution has at least one step");
    }
  }

  public Outcome outcome() {
    return steps.getLast().outcome();
  }

  public Output stdout() {
    return steps.getLast().stdout();
  }

  public Output stderr() {
    return steps.getLast().stderr();
  }

  public Usage usage() {
    return steps.getLast().usage();
  }
}
