package org.safecodeexecutor.http.rules;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Overloaded;

/// The memory that the bodies of all requests together may take. Safe for any thread.
final class BodyMemory {
  private static final int UNIT = 1024;

  private final Semaphore units;

  BodyMemory(DataSize all) {
    this.units = new Semaphore(Math.toIntExact(all.bytes() / UNIT));
  }

  /// A body in memory; closing gives its memory back.
  final class Body implements AutoCloseable {
    private final byte[] bytes;
    private final int share;

    private Body(byte[] bytes, int share) {
      this.bytes = bytes;
      this.share = share;
    }

    byte[] bytes() {
      return bytes;
    }

    @Override
    public void close() {
      units.release(share);
    }
  }

  /// Reads a body to its end. Throws [Refusal] with status 413 when it is larger than `most`, and
  /// [Overloaded] when too many others are held.
  ///
  /// @param declared the length that the caller announced, or -1
  Body read(InputStream in, long declared, DataSize most) throws IOException {
    if (declared > most.bytes()) {
      throw Refusal.tooLarge(most.bytes());
    }
    long expected = declared < 0 ? most.bytes() : declared;
    int share = Math.toIntExact(expected / UNIT + 1);
    // SECURITY: many callers with large bodies at once fill the heap — all bodies share one budget
    if (!units.tryAcquire(share)) {
      throw new Overloaded("Too many large requests at once", Duration.ofSeconds(1));
    }
    boolean read = false;
    try {
      byte[] bytes = in.readNBytes(Math.toIntExact(expected + 1));
      if (bytes.length > most.bytes()) {
        throw Refusal.tooLarge(most.bytes());
      }
      read = true;
      return new Body(bytes, share);
    } finally {
      if (!read) {
        units.release(share);
      }
    }
  }
}
