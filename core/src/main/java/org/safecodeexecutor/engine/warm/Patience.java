package org.safecodeexecutor.engine.warm;

import java.time.Duration;

/// Tells whoever makes sandboxes slowly from one that hangs. Times are those of [System#nanoTime];
/// for one thread at a time.
final class Patience {
  private static final Duration LONGEST_MAKING = Duration.ofSeconds(3);

  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(6);

  /// One that has just started may have to read its interpreter and all that it imports from a slow
  /// disk first. To start it anew would only begin that again.
  private static final Duration LONGEST_START = Duration.ofSeconds(24);

  private long lastSign;
  private long lastLoss;
  private boolean started;

  Patience(long now) {
    this.lastSign = now;
    this.lastLoss = now;
  }

  /// A sandbox has come.
  void delivered(long now) {
    lastSign = now;
    started = true;
  }

  /// What was ordered so long ago will never come. True once for all who wait. Not while the maker
  /// starts: it takes its orders one after the other then, and loses none.
  ///
  /// @param began since when the caller waits
  boolean isOrderLost(long now, long began) {
    if (!started || now - later(began, lastLoss) < LONGEST_MAKING.toNanos()) {
      return false;
    }
    lastLoss = now;
    return true;
  }

  /// The maker hangs. True once: it is given the time of a start from then on.
  ///
  /// @param began since when the caller waits
  boolean isOver(long now, long began) {
    Duration longest = started ? LONGEST_SILENCE : LONGEST_START;
    if (now - later(began, lastSign) < longest.toNanos()) {
      return false;
    }
    lastSign = now;
    started = false;
    return true;
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }
}
