package org.safecodeexecutor.engine.protocol;

import java.io.ByteArrayOutputStream;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Output;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.OutputListener.Stream;

/// Keeps what a program prints, up to the limit for each stream, and passes it on. For one thread.
public final class Transcript {
  private final long limit;
  private final OutputListener listener;
  private final Map<Stream, ByteArrayOutputStream> kept = new EnumMap<>(Stream.class);
  private final Set<Stream> truncated = EnumSet.noneOf(Stream.class);

  public Transcript(DataSize limit, OutputListener listener) {
    this.limit = limit.bytes();
    this.listener = listener;
    for (Stream stream : Stream.values()) {
      kept.put(stream, new ByteArrayOutputStream());
    }
  }

  /// Takes a piece of a stream; false when it went over the limit, whose rest is dropped.
  public boolean add(Stream stream, Content bytes) {
    ByteArrayOutputStream sofar = of(stream);
    int room = (int) Math.min(limit - sofar.size(), bytes.size());
    if (room > 0) {
      Content part = room == bytes.size() ? bytes : Content.of(bytes.toByteArray(), 0, room);
      sofar.writeBytes(part.toByteArray());
      listener.printed(stream, part);
    }
    if (room < bytes.size()) {
      truncated.add(stream);
    }
    return room == bytes.size();
  }

  public Output output(Stream stream) {
    return new Output(Content.of(of(stream).toByteArray()), truncated.contains(stream));
  }

  private ByteArrayOutputStream of(Stream stream) {
    return Objects.requireNonNull(kept.get(stream));
  }
}
