package org.safecodeexecutor.api;

import java.time.Duration;
import java.util.Optional;

/// What an execution used, as the kernel counted it for all its processes together.
///
/// @param wallTime from the program's start to its end
/// @param cpuTime user and system time; empty where the engine cannot read it
/// @param peakMemory the most that was charged at one time; empty where the engine cannot read it
/// @param peakProcesses the most processes and threads at one time; empty where the engine cannot
///   tell them from its own
public record Usage(
    Duration wallTime,
    Optional<Duration> cpuTime,
    Optional<DataSize> peakMemory,
    Optional<Integer> peakProcesses) {}
