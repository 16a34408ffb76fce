package org.safecodeexecutor.engine.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.engine.protocol.Frame;
import org.safecodeexecutor.engine.protocol.Frames;
import org.safecodeexecutor.engine.warm.WarmPool;

/// Our side of a container whose process 1 waits for one request, runs it, reports and dies.
/// Closing the streams ends it, after which the daemon removes it; a thread that waits in [#next]
/// is woken.
///
/// For one thread, but for [#kill] and [#close].
final class AttachedContainer implements WarmPool.Waiting {
  private static final byte[] KILL = {'k'};

  private final String id;
  private final ContainerPlan plan;
  private final Feed input;
  private final Response response;
  private final Frames frames;

  private AttachedContainer(String id, ContainerPlan plan, Feed input, Response response) {
    this.id = id;
    this.plan = plan;
    this.input = input;
    this.response = response;
    this.frames = new Frames(new Demultiplexed(response.getBody()));
  }

  /// Takes hold of a container that was created and not yet started.
  static AttachedContainer attach(Daemon daemon, String id, ContainerPlan plan) {
    Feed input = new Feed();
    return new AttachedContainer(id, plan, input, daemon.attach(id, input));
  }

  String id() {
    return id;
  }

  ContainerPlan plan() {
    return plan;
  }

  /// Waits for the greeting. Throws [EngineFailure] when process 1 could not do its part.
  void awaitReady() throws IOException {
    switch (frames
        .next()
        .orElseThrow(() -> new EngineFailure("container", "it ended before its greeting", null))) {
      case Frame.Ready() -> {}
      case Frame.Failed(String stage, String reason) ->
          throw new EngineFailure(stage, reason, null);
      default -> throw new EngineFailure("protocol", "no greeting", null);
    }
  }

  /// Sends the request.
  void send(ByteBuffer request) {
    byte[] bytes = new byte[request.remaining()];
    request.get(bytes);
    input.write(bytes);
  }

  /// Blocks for the next frame; empty when process 1 has gone.
  Optional<Frame> next() throws IOException {
    return frames.next();
  }

  /// Asks process 1 to end its program and report. May be called by any thread, also too late.
  void kill() {
    input.write(KILL);
  }

  @Override
  public void close() {
    input.close();
    Daemon.close(response);
  }
}
