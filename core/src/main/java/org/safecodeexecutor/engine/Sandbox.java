package org.safecodeexecutor.engine;

import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.OutputListener;

/// One isolated environment. Runs one program, once, and is closed: what is never used again needs
/// no reset.
///
/// For one thread; only the [Cancellation] may come from another.
public interface Sandbox extends AutoCloseable {
  /// Runs the program to its end, or to the end that a limit or the caller sets.
  ///
  /// When this returns or throws, no process of the program is alive. Throws
  /// [org.safecodeexecutor.api.SandboxException] when the sandbox, not the program, failed.
  Completion run(Program program, OutputListener listener, Cancellation cancellation);

  /// Removes every trace of the sandbox from the host. Does not throw: what cannot be removed now
  /// is logged and swept later.
  @Override
  void close();
}
