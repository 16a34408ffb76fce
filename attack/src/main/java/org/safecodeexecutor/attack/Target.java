package org.safecodeexecutor.attack;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.safecodeexecutor.api.Submission;

/// Something that runs programs, and may be attacked. For any number of threads.
interface Target extends AutoCloseable {
  String name();

  /// The engine's name, `http` or `host`.
  String kind();

  /// Whether its programs have a kernel that is not the host's.
  default boolean hasKernelOfItsOwn() {
    return false;
  }

  /// All that attacks may call it when they say where they do not apply.
  default List<String> kinds() {
    return hasKernelOfItsOwn() ? List.of(kind(), "gvisor", "all") : List.of(kind(), "all");
  }

  /// The middle of the name of a report on it.
  default String file() {
    return kind();
  }

  /// Runs a program to its end.
  Answer run(Submission submission);

  /// Starts a program, and returns when it has printed `ready` or that cannot be seen.
  Background start(Submission submission);

  /// Where it takes requests, if it does.
  default Optional<URI> address() {
    return Optional.empty();
  }

  @Override
  void close();

  /// A run that goes on.
  interface Background extends AutoCloseable {
    /// Waits for its end.
    Answer await();

    /// Ends it as far as this target can.
    @Override
    void close();
  }
}
