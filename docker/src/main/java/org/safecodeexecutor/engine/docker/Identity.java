package org.safecodeexecutor.engine.docker;

import java.util.concurrent.atomic.AtomicInteger;
import org.safecodeexecutor.engine.docker.Daemon.Facts;

/// The user ids of one container, as they are inside it.
///
/// @param supervisor of process 1 in every container; owns nothing
/// @param program of this container's program alone
record Identity(int supervisor, int program) {
  /// SECURITY: two programs of one user could signal each other's processes after an escape — a
  /// daemon has one container of a name at most, so an id is in use once, whoever else uses this
  /// daemon.
  String containerName() {
    return "sce-" + program;
  }

  /// Goes round a range of ids that belong to nobody. Safe for any thread.
  static final class Range {
    /// Where the daemon maps users itself, ids inside are small, and whose they are outside is the
    /// daemon's choice.
    private static final int FIRST_MAPPED = 10_000;

    private static final int MAPPED = 50_000;
    private static final int UNMAPPED = 65_536;

    private final int first;
    private final int count;
    private final AtomicInteger next;

    Range(Facts daemon, int firstHostId) {
      this.first = daemon.mapsUsers() ? FIRST_MAPPED : firstHostId;
      this.count = daemon.mapsUsers() ? MAPPED : UNMAPPED;
      this.next = new AtomicInteger((int) (System.nanoTime() >>> 10));
    }

    Identity next() {
      return new Identity(first, first + 1 + Math.floorMod(next.getAndIncrement(), count - 1));
    }
  }
}
