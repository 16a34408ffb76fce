package org.safecodeexecutor.engine.warm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.engine.protocol.Frame;

/// Our side of a sandbox whose process 1 waits for one [Request], runs it within its limits,
/// reports and dies (`docs/cell-protocol.md`). Closing it ends the sandbox, and wakes whoever waits
/// in [#next].
///
/// For one thread, but for [#kill] and [#close].
public interface Supervisor extends WarmPool.Waiting {
  /// What it is the supervisor of, as the stage of failures.
  String stage();

  void send(ByteBuffer request) throws IOException;

  /// Blocks for the next frame; empty when it has gone.
  Optional<Frame> next() throws IOException;

  /// Asks it to end its program and report. May be called by any thread, also too late.
  void kill();

  /// Whether the processor time that it reports is what the limits are about.
  default boolean countsCpuTime() {
    return true;
  }

  /// Waits for the greeting. Throws [EngineFailure] when the sandbox could not be made.
  default void awaitReady() throws IOException {
    switch (next()
        .orElseThrow(() -> new EngineFailure(stage(), "it ended before its greeting", null))) {
      case Frame.Ready() -> {}
      case Frame.Failed(String stage, String reason) ->
          throw new EngineFailure(stage, reason, null);
      default -> throw new EngineFailure("protocol", "no greeting", null);
    }
  }
}
