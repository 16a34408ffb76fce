package org.safecodeexecutor.bench;

import java.time.Duration;
import java.util.List;

/// How much is measured.
///
/// @param rounds in each of which every subject is measured once
/// @param batch how long one subject runs one workload in one round
/// @param warmUp how long each subject of ours runs before anything is measured
/// @param overruns runs that are stopped at their wall limit
/// @param helloes runs beside endless loops
record Plan(int rounds, Duration batch, Duration warmUp, int overruns, int helloes) {
  /// Callers at one time.
  static final List<Integer> CALLERS = List.of(1, 4, 16);

  static final Plan FULL = new Plan(5, Duration.ofSeconds(4), Duration.ofSeconds(20), 50, 500);

  Plan withRounds(int count) {
    return new Plan(count, batch, warmUp, overruns, helloes);
  }

  /// About a minute, for a look: too short for figures that anybody should quote.
  static final Plan QUICK = new Plan(2, Duration.ofMillis(500), Duration.ofSeconds(1), 10, 50);
}
