package org.safecodeexecutor.local;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.safecodeexecutor.isolation.Pipe;
import org.safecodeexecutor.isolation.SeccompProfile;

/// What opening sandboxes needs of the JVM whatever the settings are: a log, JSON, native calls.
/// Each takes it milliseconds the first time, which a thread of its own can spend while the command
/// line is read on another processor.
public final class HeadStart {
  private static final Logger LOG = System.getLogger(HeadStart.class.getName());

  private HeadStart() {}

  /// Returns at once.
  public static void begin() {
    Thread.ofPlatform().daemon().name("head-start").start(HeadStart::run);
  }

  private static void run() {
    try {
      var _ = SeccompProfile.load();
      new Pipe().close();
    } catch (IOException | RuntimeException | LinkageError e) {
      // as where there is no Linux, and a Docker daemon elsewhere; whoever needs it will be told
      LOG.log(Level.DEBUG, "no head start", e);
    }
  }
}
