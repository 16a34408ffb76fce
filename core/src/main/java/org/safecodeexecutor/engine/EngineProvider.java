package org.safecodeexecutor.engine;

import org.safecodeexecutor.api.SandboxesConfig;

/// Opens one kind of engine. Found by [java.util.ServiceLoader], so that an engine with
/// dependencies of its own is a module that may be left out.
public interface EngineProvider {
  /// The engine's name in the configuration.
  String name();

  /// Throws [org.safecodeexecutor.api.DependencyUnavailable] when something is missing, with what
  /// to do about it.
  Engine open(SandboxesConfig config);
}
