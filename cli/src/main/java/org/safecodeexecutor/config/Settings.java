package org.safecodeexecutor.config;

import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.http.ServerConfig;

/// All that can be set, checked.
///
/// @param allowRemote other machines may be listened to, although nobody has to authenticate
public record Settings(SandboxesConfig sandboxes, ServerConfig server, boolean allowRemote) {
  /// What holds when nobody says anything; `sce-defaults.conf` says the same and a test compares.
  public static final Settings DEFAULT =
      new Settings(SandboxesConfig.DEFAULT, ServerConfig.DEFAULT, false);

  /// What an execution may use unless it asks for something else.
  public Limits limits() {
    return server.limits();
  }
}
