package org.safecodeexecutor.engine.protocol;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.OutputListener.Stream;
import org.safecodeexecutor.api.Signal;
import org.safecodeexecutor.engine.Completion.Ending;
import org.safecodeexecutor.engine.Completion.Killer;

/// Reads a supervisor's frames: u8 type, u32 length, payload; big-endian. For one thread.
///
/// SECURITY: memory used up by a forged length — no frame is longer than the supervisor's buffer;
/// anything else that does not fit the protocol is an [IOException], never a guess.
public final class Frames {
  static final int LONGEST = 64 * 1024;

  private static final int FIRST_BUFFER = 512;

  private final DataInputStream in;
  private byte[] buffer = new byte[FIRST_BUFFER];

  public Frames(InputStream in) {
    this.in = new DataInputStream(new BufferedInputStream(in, FIRST_BUFFER));
  }

  /// Blocks for the next frame; empty when the supervisor has gone.
  public Optional<Frame> next() throws IOException {
    int type = in.read();
    if (type < 0) {
      return Optional.empty();
    }
    try {
      int length = in.readInt();
      if (length < 0 || length > LONGEST) {
        throw new IOException("frame of " + length + " bytes");
      }
      if (length > buffer.length) {
        buffer = new byte[LONGEST];
      }
      in.readFully(buffer, 0, length);
      return Optional.of(frame((char) type, length));
    } catch (EOFException killedWhileWriting) {
      return Optional.empty();
    }
  }

  private Frame frame(char type, int length) throws IOException {
    return switch (type) {
      case 'r' -> new Frame.Ready();
      case 's' -> new Frame.Started();
      case 'o' -> new Frame.Printed(Stream.STDOUT, Content.of(buffer, 0, length));
      case 'e' -> new Frame.Printed(Stream.STDERR, Content.of(buffer, 0, length));
      case 'm' -> new Frame.MemoryRunsLow();
      case 'u' -> used(length);
      case 'x' -> ended(length);
      case 'f' -> failed(new String(buffer, 0, length, StandardCharsets.UTF_8));
      default -> throw new IOException("frame of unknown type " + (int) type);
    };
  }

  private Frame used(int length) throws IOException {
    ByteBuffer report = report(length, 36);
    Optional<Killer> killer = killer(report.getInt());
    Duration cpuTime = Duration.ofNanos(count(report));
    DataSize peakMemory = DataSize.ofBytes(count(report));
    long oomKills = count(report);
    int peakProcesses = (int) Math.min(Integer.MAX_VALUE, count(report));
    return new Frame.Used(
        killer,
        cpuTime,
        peakMemory,
        oomKills,
        peakProcesses == 0 ? Optional.empty() : Optional.of(peakProcesses));
  }

  private static Optional<Killer> killer(int number) throws IOException {
    return switch (number) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(Killer.WALL_TIME);
      case 2 -> Optional.of(Killer.CPU_TIME);
      case 3 -> Optional.of(Killer.MEMORY);
      case 4 -> Optional.of(Killer.OUTPUT);
      case 5 -> Optional.of(Killer.CANCELLED);
      default -> throw new IOException("reason " + number);
    };
  }

  private ByteBuffer report(int length, int expected) throws IOException {
    if (length != expected) {
      throw new IOException("report of " + length + " bytes");
    }
    return ByteBuffer.wrap(buffer, 0, length);
  }

  private Frame ended(int length) throws IOException {
    ByteBuffer report = report(length, 24);
    Ending ending = ending(report.getInt(), report.getInt());
    return new Frame.Ended(ending, Duration.ofNanos(count(report)), count(report));
  }

  /// Within what the kernel can say of a process.
  private static Ending ending(int how, int value) throws IOException {
    if (how == 0 && value >= 0 && value <= 255) {
      return new Ending.Exit(value);
    }
    if (how == 1 && value >= 1 && value <= 127) {
      return new Ending.Signalled(new Signal(value));
    }
    throw new IOException("ending " + how + ", " + value);
  }

  /// Nothing that is counted is negative.
  private static long count(ByteBuffer report) throws IOException {
    long count = report.getLong();
    if (count < 0) {
      throw new IOException("count of " + count);
    }
    return count;
  }

  private static Frame failed(String text) {
    int colon = text.indexOf(": ");
    return colon < 0
        ? new Frame.Failed("supervisor", text)
        : new Frame.Failed(text.substring(0, colon), text.substring(colon + 2));
  }
}
