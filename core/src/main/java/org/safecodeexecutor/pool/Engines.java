package org.safecodeexecutor.pool;

import org.safecodeexecutor.api.Isolation;
import org.safecodeexecutor.engine.Engine;

/// The engines of one process, by the wall that a submission asks for. Safe for any thread.
public interface Engines extends AutoCloseable {
  /// The engine for submissions that ask for this. May take as long as it takes to make one ready.
  /// Throws [org.safecodeexecutor.api.InvalidSubmission] where there is none: another one must not
  /// take its place.
  Engine of(Isolation isolation);

  /// Closes them all.
  @Override
  void close();
}
