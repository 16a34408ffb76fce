package org.safecodeexecutor.engine.protocol;

import java.time.Duration;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.OutputListener.Stream;
import org.safecodeexecutor.engine.Completion.Ending;

/// One message of a supervisor.
public sealed interface Frame {
  /// The program was executed; its wall clock runs.
  record Started() implements Frame {}

  record Printed(Stream stream, Content bytes) implements Frame {}

  /// The program and everything that it left behind are gone.
  ///
  /// @param unroutable attempts to reach another machine, as the kernel counted them
  record Ended(Ending ending, Duration wallTime, long unroutable) implements Frame {}

  /// The sandbox could not be made; nothing was executed.
  record Failed(String stage, String reason) implements Frame {}
}
