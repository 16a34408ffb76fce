package org.safecodeexecutor.engine;

import java.util.Optional;
import org.safecodeexecutor.api.Output;
import org.safecodeexecutor.api.Signal;
import org.safecodeexecutor.api.Usage;

/// What was observed of a program's end; [OutcomeClassifier] decides what it means.
///
/// @param ending how the program's first process ended
/// @param killer who of us ended it, if anybody did; recorded by the killer when it kills, never
///   guessed afterwards
/// @param oomKills processes that the kernel killed because the sandbox's memory was used up
/// @param unroutable attempts to reach another machine
public record Completion(
    Ending ending,
    Optional<Killer> killer,
    long oomKills,
    long unroutable,
    Output stdout,
    Output stderr,
    Usage usage) {
  /// The wait status of a process.
  public sealed interface Ending {
    record Exit(int code) implements Ending {}

    record Signalled(Signal signal) implements Ending {}
  }

  /// Our reasons to end a program.
  public enum Killer {
    WALL_TIME,
    CPU_TIME,
    /// The kernel killed one of several processes for memory, and we the rest.
    MEMORY,
    OUTPUT,
    CANCELLED
  }
}
