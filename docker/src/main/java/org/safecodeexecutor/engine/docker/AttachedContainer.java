package org.safecodeexecutor.engine.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.safecodeexecutor.engine.protocol.Frame;
import org.safecodeexecutor.engine.protocol.Frames;
import org.safecodeexecutor.engine.warm.Supervisor;

/// Our side of a container. When it ends, the daemon removes it.
final class AttachedContainer implements Supervisor {
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

  @Override
  public String stage() {
    return "container";
  }

  /// Not under gVisor, whose kernel takes the time that a program has to wait for its share for
  /// processor time.
  @Override
  public boolean countsCpuTime() {
    return !plan.runtime().isGvisor();
  }

  @Override
  public void send(ByteBuffer request) {
    byte[] bytes = new byte[request.remaining()];
    request.get(bytes);
    input.write(bytes);
  }

  @Override
  public Optional<Frame> next() throws IOException {
    return frames.next();
  }

  @Override
  public void kill() {
    input.write(KILL);
  }

  @Override
  public void close() {
    input.close();
    Daemon.close(response);
  }
}
