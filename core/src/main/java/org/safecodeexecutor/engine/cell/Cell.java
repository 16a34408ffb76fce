package org.safecodeexecutor.engine.cell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.safecodeexecutor.engine.protocol.Frame;
import org.safecodeexecutor.engine.protocol.Frames;
import org.safecodeexecutor.engine.warm.Supervisor;

/// Our side of a cell: the connection that it made to us. Closing it ends the cell and everything
/// in it.
final class Cell implements Supervisor {
  private static final byte[] KILL = {'k'};

  private final SocketChannel channel;
  private final Frames frames;

  Cell(SocketChannel channel) {
    this.channel = channel;
    this.frames = new Frames(Channels.newInputStream(channel));
  }

  @Override
  public String stage() {
    return "cell";
  }

  @Override
  public void send(ByteBuffer request) throws IOException {
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  @Override
  public Optional<Frame> next() throws IOException {
    return frames.next();
  }

  @Override
  public void kill() {
    try {
      channel.write(ByteBuffer.wrap(KILL));
    } catch (IOException ended) {
      // then there is nothing to end
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing a socket failed", e);
    }
  }
}
