package org.safecodeexecutor.cli;

import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tells a command that the process was asked to end (Ctrl+C, SIGTERM), and lets the process live
/// until the command has cleaned up.
@FunctionalInterface
interface Signals {
  /// Runs `action` when the process is asked to end. The process then waits until the registration
  /// is closed.
  ///
  /// @param exitCode of the process after that; empty for 128 and the signal's number
  Registration onEnd(Runnable action, OptionalInt exitCode);

  /// Closed when nothing is left to clean up.
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /// Those of this process, through a shutdown hook of the JVM.
  static Signals ofProcess() {
    return ShutdownHook::install;
  }

  /// The hook: acts, waits for the end of the clean-up, and sets the exit code.
  final class ShutdownHook extends Thread implements Registration {
    /// Longer than any grace period that makes sense; after it the operator's patience counts more.
    private static final long LONGEST_CLEANUP_SECONDS = 60;

    private final Runnable action;
    private final OptionalInt exitCode;
    private final CountDownLatch closed = new CountDownLatch(1);

    private ShutdownHook(Runnable action, OptionalInt exitCode) {
      super("sce-shutdown");
      this.action = action;
      this.exitCode = exitCode;
    }

    private static Registration install(Runnable action, OptionalInt exitCode) {
      ShutdownHook hook = new ShutdownHook(action, exitCode);
      Runtime.getRuntime().addShutdownHook(hook);
      return hook;
    }

    @Override
    public void run() {
      try {
        action.run();
        if (closed.await(LONGEST_CLEANUP_SECONDS, TimeUnit.SECONDS)) {
          // the JVM would exit with 143 after SIGTERM, and a supervisor would call that a failure
          exitCode.ifPresent(Runtime.getRuntime()::halt);
        }
      } catch (InterruptedException e) {
        interrupt();
      }
    }

    @Override
    public void close() {
      closed.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(this);
      } catch (IllegalStateException alreadyEnding) {
        // the hook is running and has just been told to go on
      }
    }
  }
}
