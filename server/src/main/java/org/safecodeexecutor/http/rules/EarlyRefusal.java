package org.safecodeexecutor.http.rules;

import java.time.Duration;
import java.util.Optional;
import org.safecodeexecutor.api.Overloaded;
import org.safecodeexecutor.api.Sandboxes;

/// Says no to programs for which there is no room, before anything is done for them: a service that
/// is asked for ten times what it can do must not spend its processors on refusing. Safe for any
/// thread.
public final class EarlyRefusal {
  private static final Answer NO_ROOM =
      ErrorMapper.answer(
          new Overloaded(
              "Too many executions are running and waiting; try again later",
              Duration.ofSeconds(1)),
          "");

  private final Sandboxes sandboxes;

  public EarlyRefusal(Sandboxes sandboxes) {
    this.sandboxes = sandboxes;
  }

  /// The answer to a request that would be refused anyway; empty where there may be room.
  ///
  /// @param id of the request, for the log
  /// @param client the address that it comes from
  public Optional<Answer> of(String id, String client) {
    if (!sandboxes.isFull(client)) {
      return Optional.empty();
    }
    RunLog.refusedEarly(id, client, NO_ROOM.status());
    return Optional.of(NO_ROOM);
  }
}
