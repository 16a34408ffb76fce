package org.safecodeexecutor.api;

import java.util.ServiceLoader;

/// Executes submissions, each in a sandbox of its own. Safe for use by any number of threads.
///
/// ```java
/// try (var sandboxes = Sandboxes.open(SandboxesConfig.DEFAULT)) {
///   Execution execution = sandboxes.execute(Submission.python("print(2 + 2)"));
/// }
/// ```
public interface Sandboxes extends AutoCloseable {
  /// Opens the engine that the configuration names and proves that it contains hostile programs.
  ///
  /// Throws [DependencyUnavailable] when this host lacks something or does not enforce a limit; the
  /// message says what to do.
  static Sandboxes open(SandboxesConfig config) {
    return ServiceLoader.load(SandboxesProvider.class, Sandboxes.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new DependencyUnavailable("no provider of sandboxes is installed"))
        .open(config);
  }

  /// Executes one submission and waits for its end, passing on what it prints.
  ///
  /// Blocks the calling thread, which may be virtual; interrupting it ends the execution as
  /// `cancellation` does. Throws [SandboxException] for every failure that is not the program's,
  /// and leaves nothing running in either case.
  Execution execute(Submission submission, OutputListener listener, Cancellation cancellation);

  default Execution execute(Submission submission) {
    return execute(submission, OutputListener.NONE, new Cancellation());
  }

  /// How many more submissions of this caller would be taken if they came now; with 0, one would be
  /// [Overloaded]. A cheap look, before anything is done for them, and out of date at once.
  default int room(String caller) {
    return Integer.MAX_VALUE;
  }

  /// Ends what is still running and removes every sandbox. Calls after it throw
  /// [DependencyUnavailable].
  @Override
  void close();
}
