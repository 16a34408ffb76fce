package org.safecodeexecutor.local;

import java.util.Optional;
import java.util.ServiceLoader;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.Engine;
import org.safecodeexecutor.engine.EngineProvider;
import org.safecodeexecutor.engine.cell.CellEngine;
import org.safecodeexecutor.engine.oci.OciEngine;

/// The engines of this module, and those of modules that may be left out.
final class EnginesByName {
  private EnginesByName() {}

  /// Opens the engine that the configuration names, unproved. Throws [DependencyUnavailable] when
  /// it is not there.
  static Engine open(SandboxesConfig config) {
    return switch (config.engine()) {
      case "auto", "cell" -> CellEngine.open(config);
      case "oci" -> OciEngine.open(config);
      default -> installed(config);
    };
  }

  /// True of an engine of a module that may be left out, and is there.
  static boolean isInstalledApart(String engine) {
    return provider(engine).isPresent();
  }

  private static Engine installed(SandboxesConfig config) {
    return provider(config.engine())
        .orElseThrow(() ->
            new DependencyUnavailable(
                "there is no engine \"%s\"; choose auto, cell, oci or docker"
                    .formatted(config.engine())))
        .open(config);
  }

  private static Optional<EngineProvider> provider(String engine) {
    return ServiceLoader.load(EngineProvider.class, EnginesByName.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals(engine))
        .findFirst();
  }
}
