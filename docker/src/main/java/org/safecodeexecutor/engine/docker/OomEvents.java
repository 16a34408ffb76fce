package org.safecodeexecutor.engine.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The daemon's events of kills for memory, of which it keeps the last few hundred.
final class OomEvents {
  private static final long PATIENCE_SECONDS = 5;

  /// An event may come later than the end of the container that it is about.
  private static final long LATEST_SECONDS = 3;

  private OomEvents() {}

  static boolean contain(Daemon daemon, String id, Instant since) {
    AtomicBoolean found = new AtomicBoolean();
    try (var callback =
        daemon
            .client()
            .eventsCmd()
            .withContainerFilter(id)
            .withEventFilter("oom")
            .withSince(Long.toString(since.getEpochSecond()))
            .withUntil(Long.toString(Instant.now().getEpochSecond() + LATEST_SECONDS))
            .exec(new Finder(found))) {
      var _ = callback.awaitCompletion(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.io.IOException closing) {
      // what was found stays found
    }
    return found.get();
  }

  private static final class Finder extends ResultCallback.Adapter<Event> {
    private final AtomicBoolean found;

    private Finder(AtomicBoolean found) {
      this.found = found;
    }

    @Override
    public void onNext(Event event) {
      found.set(true);
      onComplete();
    }
  }
}
