package org.safecodeexecutor.engine.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Whether a container has ended for memory, by the daemon's events, of which it keeps the last few
/// hundred.
final class OomEvents {
  /// An event may come later than the end of the container that it is about.
  private static final long LATEST_SECONDS = 3;

  /// All that the daemon remembers. A later time would be one of its clock, which need not agree
  /// with this machine's.
  private static final String ALWAYS = "0";

  private OomEvents() {}

  /// @param memoryRanLow whether the container is one kernel of its own, which is killed at once as
  ///   a whole, and had half of its memory in use
  static boolean contain(Daemon daemon, String id, boolean memoryRanLow) {
    Finder finder = new Finder(memoryRanLow);
    try (var callback =
        daemon
            .client()
            .eventsCmd()
            .withContainerFilter(id)
            .withEventFilter("oom", "kill", "die")
            .withSince(ALWAYS)
            .exec(finder)) {
      var _ = callback.awaitCompletion(LATEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.io.IOException closing) {
      // what was found stays found
    }
    return finder.saysSo();
  }

  static final class Finder extends ResultCallback.Adapter<Event> {
    /// 128 and the number of SIGKILL.
    private static final String KILLED = "137";

    private final boolean memoryRanLow;
    private volatile boolean oom;
    private volatile boolean byUser;
    private volatile boolean killed;

    Finder(boolean memoryRanLow) {
      this.memoryRanLow = memoryRanLow;
    }

    @Override
    public void onNext(Event event) {
      switch (action(event)) {
        case "oom" -> oom = true;
        case "kill" -> byUser = true;
        case "die" -> killed = memoryRanLow && KILLED.equals(exitCode(event));
        default -> {}
      }
      if (oom || killed) {
        onComplete();
      }
    }

    private static String action(Event event) {
      return Optional.ofNullable(event.getAction()).orElse("");
    }

    private static @Nullable String exitCode(Event event) {
      var actor = event.getActor();
      var attributes = actor == null ? null : actor.getAttributes();
      return attributes == null ? null : attributes.get("exitCode");
    }

    /// containerd does not tell of some kills for memory where everything in a container dies of
    /// one (here 2 of 24). Then it takes three to know: a SIGKILL, of which an exit code tells;
    /// that it was none of the daemon's, which tells of those; and memory that ran low before. A
    /// SIGKILL alone can also be an operator's, or that of a host that is out of memory itself.
    boolean saysSo() {
      return oom || (killed && !byUser);
    }
  }
}
