package org.safecodeexecutor.engine.docker;

import java.time.Duration;
import java.util.Optional;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.Usage;
import org.safecodeexecutor.engine.Completion;

/// What the host counts of a container, where its own kernel counts something else: that of gVisor
/// takes the time that a program has to wait for its share for processor time.
///
/// @param before the host's count before the program started
record HostUsage(Daemon daemon, Duration before) {
  static HostUsage since(Daemon daemon, String id) {
    return new HostUsage(daemon, daemon.cpuTime(id));
  }

  /// The container must be there still.
  Completion correct(String id, Completion completion) {
    try {
      Usage usage = completion.usage();
      Duration cpuTime = daemon.cpuTime(id).minus(before);
      return new Completion(
          completion.ending(),
          completion.killer(),
          completion.oomKills(),
          completion.unroutable(),
          completion.stdout(),
          completion.stderr(),
          new Usage(
              usage.wallTime(), Optional.of(cpuTime), usage.peakMemory(), usage.peakProcesses()));
    } catch (EngineFailure gone) {
      return completion; // nobody waited for its report
    }
  }
}
