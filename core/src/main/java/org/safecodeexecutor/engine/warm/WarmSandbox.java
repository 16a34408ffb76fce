package org.safecodeexecutor.engine.warm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.safecodeexecutor.engine.protocol.Frame;

/// Our side of a sandbox that was made before it was asked for: its supervisor waits for one
/// request, runs it, reports and dies.
///
/// For one thread, but for [#kill] and [#close].
public interface WarmSandbox extends WarmPool.Waiting {
  /// Sends the request, or a part of it.
  void send(ByteBuffer request) throws IOException;

  /// Blocks for the next frame; empty when the supervisor has gone.
  Optional<Frame> next() throws IOException;

  /// Asks the supervisor to end its program and report. May be called by any thread, also too late.
  void kill();

  /// Ends the sandbox and everything in it. Does not throw; a thread that waits in [#next] is
  /// woken.
  @Override
  void close();
}
