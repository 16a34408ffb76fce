package org.safecodeexecutor.bench;

import java.io.IOException;
import java.time.Duration;

/// One way to run a program. For one thread at a time.
interface Subject extends AutoCloseable {
  /// Short, unique: `cell over HTTP`.
  String name();

  /// Exactly what is run, in a sentence.
  String what();

  boolean offers(Workload workload, int callers);

  /// Runs the workload again and again, by so many callers at one time, until the time is over.
  Batch measure(Workload workload, int callers, Duration time)
      throws IOException, InterruptedException;

  @Override
  default void close() {}
}
