package org.safecodeexecutor.local;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.safecodeexecutor.api.SandboxesConfig;

/// Which engine serves, and why that one.
///
/// `auto` is the strongest engine that is also fast: cells. There is no second choice: where cells
/// do not hold, opening fails and says what to do, since whoever did not name an engine did not
/// agree to a weaker one either.
///
/// @param config with the engine's name in place of `auto`
/// @param reason why this one
record EngineChoice(SandboxesConfig config, String reason) {
  private static final Logger LOG = System.getLogger(EngineChoice.class.getName());

  static EngineChoice of(SandboxesConfig config) {
    return config.engine().equals("auto")
        ? new EngineChoice(
            config.withEngine("cell"),
            "auto: the fast engine with every wall; it serves only if the probes prove that here")
        : new EngineChoice(config, "sandboxes.engine names it");
  }

  /// For an operator: `cell with runc (auto: ...)`.
  String text() {
    return "engine %s with %s (%s)".formatted(config.engine(), config.ociRuntime(), reason);
  }

  SandboxesConfig announced() {
    LOG.log(Level.INFO, text());
    return config;
  }
}
