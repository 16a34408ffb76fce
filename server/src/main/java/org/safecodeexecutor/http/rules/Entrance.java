package org.safecodeexecutor.http.rules;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.safecodeexecutor.api.Overloaded;
import org.safecodeexecutor.api.Sandboxes;

/// Lets requests in, and says no to programs for which there is no room before anything is done for
/// them: a service that is asked for ten times what it can do must not spend its processors on
/// refusing. Safe for any thread.
public final class Entrance {
  /// What is answered to whom there is no room for.
  public static final Answer NO_ROOM =
      ErrorMapper.answer(
          new Overloaded(
              "Too many executions are running and waiting; try again later",
              Duration.ofSeconds(1)),
          "");

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

  private final Sandboxes sandboxes;
  private final AtomicInteger onTheWay = new AtomicInteger();
  private final AtomicLong logged = new AtomicLong(System.nanoTime() - BETWEEN_LINES.toNanos());
  private final LongAdder unlogged = new LongAdder();

  public Entrance(Sandboxes sandboxes) {
    this.sandboxes = sandboxes;
  }

  /// What a request is to do.
  public enum Way {
    /// Come in; [#arrived] is to be called when it has.
    IN,
    /// Ask again soon: there is room, but others are on their way to it. Let in, it would have to
    /// be refused after all, when much has been done for it.
    LATER,
    /// Be refused, if it is for a program.
    NO_ROOM
  }

  /// Whether a request may come in.
  ///
  /// @param client the address that it comes from
  public Way ask(String client) {
    int room = sandboxes.room(client);
    if (room == 0) {
      return Way.NO_ROOM;
    }
    if (onTheWay.incrementAndGet() > room) {
      onTheWay.decrementAndGet();
      return Way.LATER;
    }
    return Way.IN;
  }

  /// One that was let in has taken its place, or turned out to need none.
  public void arrived() {
    onTheWay.decrementAndGet();
  }

  /// SECURITY: a flood of requests that fills the disk, and keeps the processors from programs,
  /// with lines about refusals — one in a while has a line, which tells how many had none.
  ///
  /// @param id of the request that was refused
  public void log(String id, String client) {
    long now = System.nanoTime();
    long last = logged.get();
    if (now - last >= BETWEEN_LINES.toNanos() && logged.compareAndSet(last, now)) {
      RunLog.refusedEarly(id, client, NO_ROOM.status(), unlogged.sumThenReset());
    } else {
      unlogged.increment();
    }
  }
}
