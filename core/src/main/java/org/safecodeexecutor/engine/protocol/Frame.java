package org.safecodeexecutor.engine.protocol;

import java.time.Duration;
import java.util.Optional;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.OutputListener.Stream;
import org.safecodeexecutor.engine.Completion.Ending;
import org.safecodeexecutor.engine.Completion.Killer;

/// One message of a supervisor.
public sealed interface Frame {
  /// A sandbox waits for its program.
  record Ready() implements Frame {}

  /// The program was executed; its wall clock runs.
  record Started() implements Frame {}

  record Printed(Stream stream, Content bytes) implements Frame {}

  /// Half of the memory is in use; from a supervisor that would die with its program if all were.
  record MemoryRunsLow() implements Frame {}

  /// What the control group has counted at the end, from supervisors that keep the limits
  /// themselves.
  ///
  /// @param killer which limit the supervisor ended the program for, if any
  /// @param peakProcesses empty where the kernel does not count them
  record Used(
      Optional<Killer> killer,
      Duration cpuTime,
      DataSize peakMemory,
      long oomKills,
      Optional<Integer> peakProcesses)
      implements Frame {}

  /// The program and everything that it left behind are gone.
  ///
  /// @param unroutable attempts to reach another machine, as the kernel counted them
  record Ended(Ending ending, Duration wallTime, long unroutable) implements Frame {}

  /// The sandbox could not be made; nothing was executed.
  record Failed(String stage, String reason) implements Frame {}
}
