package org.safecodeexecutor.http;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;

/// Learns of what connections have to say: at once, but a little later after it was asked to pause.
/// Then several requests can be refused in a row, which costs the processors less than to wake up
/// for each. For the thread that selects.
final class PausingSelector extends ManagedSelector {
  private static final Duration PAUSE = Duration.ofMillis(1);

  private boolean pause;

  PausingSelector(SelectorManager manager, int id) {
    super(manager, id);
  }

  /// To be called where a request was refused, or is to be looked at again.
  void pause() {
    pause = true;
  }

  @Override
  protected int nioSelect(Selector selector, boolean now) throws IOException {
    if (pause && !now) {
      pause = false;
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return super.nioSelect(selector, now);
  }
}
