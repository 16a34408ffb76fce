package org.safecodeexecutor.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.safecodeexecutor.config.SettingsLoader;
import org.safecodeexecutor.http.HttpService;
import org.safecodeexecutor.isolation.SeccompProfile;

/// Gets classes ready on another processor while the command line is still being understood. Only
/// speed depends on it: a start of the service is mostly the JVM meeting code for the first time.
final class HeadStart implements Runnable {
  private HeadStart() {}

  /// For the command that starts the service; the others are quick without.
  static void give(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals("serve")) {
      Thread.ofPlatform().daemon().name("head-start").start(new HeadStart());
    }
  }

  /// In the order in which they are needed. What fails here fails again where it is reported.
  @Override
  public void run() {
    try {
      var _ = new SettingsLoader(Map.of()).load(Optional.empty(), List.of());
      var _ = SeccompProfile.load().toLines();
      HttpService.getReady();
    } catch (RuntimeException e) {
      System.getLogger(HeadStart.class.getName()).log(System.Logger.Level.DEBUG, "failed", e);
    }
  }
}
