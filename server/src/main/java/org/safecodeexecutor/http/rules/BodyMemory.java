package org.safecodeexecutor.http.rules;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Overloaded;

/// The memory that the bodies of all requests together may take. Safe for any thread.
final class BodyMemory {
  private static final int UNIT = 1024;

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Integer> callers = new HashMap<>();
  private int free;

  BodyMemory(DataSize all) {
    this.most = Math.toIntExact(all.bytes() / UNIT);
    this.free = most;
  }

  /// A body in memory; closing gives its memory back.
  final class Body implements AutoCloseable {
    private final byte[] bytes;
    private final String caller;
    private final int share;

    private Body(byte[] bytes, String caller, int share) {
      this.bytes = bytes;
      this.caller = caller;
      this.share = share;
    }

    byte[] bytes() {
      return bytes;
    }

    @Override
    public void close() {
      release(caller, share);
    }
  }

  /// Reads a body to its end. Throws [Refusal] with status 413 when it is larger than `most`, and
  /// [Overloaded] when too many others are held.
  ///
  /// @param declared the length that the caller announced, or -1
  Body read(String caller, InputStream in, long declared, DataSize most) throws IOException {
    if (declared > most.bytes()) {
      throw Refusal.tooLarge(most.bytes());
    }
    long expected = declared < 0 ? most.bytes() : declared;
    int share = Math.toIntExact(expected / UNIT + 1);
    acquire(caller, share);
    boolean read = false;
    try {
      byte[] bytes = in.readNBytes(Math.toIntExact(expected + 1));
      if (bytes.length > most.bytes()) {
        throw Refusal.tooLarge(most.bytes());
      }
      read = true;
      return new Body(bytes, caller, share);
    } finally {
      if (!read) {
        release(caller, share);
      }
    }
  }

  private void acquire(String caller, int share) {
    lock.lock();
    try {
      int held = callers.getOrDefault(caller, 0) + share;
      // SECURITY: many callers with large bodies at once fill the heap — all bodies share one
      // budget
      // SECURITY: one caller announces large bodies, sends them slowly, and everybody else is
      // refused
      // — more than half of the budget is for nobody alone
      if (share > free || (held > most / 2 && held > share)) {
        throw new Overloaded("Too many large requests at once", Duration.ofSeconds(1));
      }
      free -= share;
      callers.put(caller, held);
    } finally {
      lock.unlock();
    }
  }

  private void release(String caller, int share) {
    lock.lock();
    try {
      free += share;
      callers.computeIfPresent(caller, (_, held) -> held == share ? null : held - share);
    } finally {
      lock.unlock();
    }
  }
}
