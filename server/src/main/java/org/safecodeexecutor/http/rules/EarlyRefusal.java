package org.safecodeexecutor.http.rules;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.safecodeexecutor.api.Overloaded;
import org.safecodeexecutor.api.Sandboxes;

/// Says no to programs for which there is no room, before anything is done for them: a service that
/// is asked for ten times what it can do must not spend its processors on refusing. Safe for any
/// thread.
public final class EarlyRefusal {
  /// What is answered to whom there is no room for.
  public static final Answer NO_ROOM =
      ErrorMapper.answer(
          new Overloaded(
              "Too many executions are running and waiting; try again later",
              Duration.ofSeconds(1)),
          "");

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

  private final Sandboxes sandboxes;
  private final AtomicLong logged = new AtomicLong(System.nanoTime() - BETWEEN_LINES.toNanos());
  private final LongAdder unlogged = new LongAdder();

  public EarlyRefusal(Sandboxes sandboxes) {
    this.sandboxes = sandboxes;
  }

  /// Whether a request for a program would be refused anyway.
  ///
  /// @param id of the request, for the log
  /// @param client the address that it comes from
  public boolean refuses(String id, String client) {
    boolean full = sandboxes.isFull(client);
    if (full) {
      log(id, client);
    }
    return full;
  }

  /// SECURITY: a flood of requests that fills the disk, and keeps the processors from programs,
  /// with lines about refusals — one in a while has a line, which tells how many had none.
  private void log(String id, String client) {
    long now = System.nanoTime();
    long last = logged.get();
    if (now - last >= BETWEEN_LINES.toNanos() && logged.compareAndSet(last, now)) {
      RunLog.refusedEarly(id, client, NO_ROOM.status(), unlogged.sumThenReset());
    } else {
      unlogged.increment();
    }
  }
}
