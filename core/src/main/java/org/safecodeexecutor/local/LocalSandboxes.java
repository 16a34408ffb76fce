package org.safecodeexecutor.local;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.SandboxesProvider;
import org.safecodeexecutor.engine.Engine;
import org.safecodeexecutor.engine.EngineProvider;
import org.safecodeexecutor.engine.cell.CellEngine;
import org.safecodeexecutor.engine.oci.OciEngine;
import org.safecodeexecutor.image.ImageCatalogue;
import org.safecodeexecutor.image.ImageSource;
import org.safecodeexecutor.pool.PooledSandboxes;

/// Opens the engine of a configuration on this machine, and serves only what the probes have
/// proved.
public final class LocalSandboxes implements SandboxesProvider {
  /// For [java.util.ServiceLoader].
  public LocalSandboxes() {}

  @Override
  public Sandboxes open(SandboxesConfig config) {
    refuseIfFailed(List.of(HostUsers.check(config.firstHostId())));
    Sandboxes sandboxes = openUnproved(config);
    try {
      refuseIfFailed(Probes.run(sandboxes));
    } catch (DependencyUnavailable e) {
      sandboxes.close();
      throw e;
    }
    return sandboxes;
  }

  /// Without the probes: for whoever runs them.
  static Sandboxes openUnproved(SandboxesConfig config) {
    Engine engine = engine(config);
    try {
      ImageSource images =
          engine.images().orElseGet(() -> new ImageCatalogue(config.dataDirectory()));
      if (images.find(RuntimeId.PYTHON).isEmpty()) {
        throw new DependencyUnavailable(images.advice(RuntimeId.PYTHON));
      }
      return new PooledSandboxes(
          engine, images, config.concurrentRuns(), config.queuedRuns(), InstantSource.system());
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  static Engine engine(SandboxesConfig config) {
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
    return ServiceLoader.load(EngineProvider.class, LocalSandboxes.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals(engine))
        .findFirst();
  }

  private static void refuseIfFailed(List<Check> checks) {
    StringBuilder text = new StringBuilder();
    for (Check check : checks) {
      if (check.status() == Check.Status.FAIL) {
        text.append("\n  ").append(check.name()).append(": ").append(check.found());
        text.append(check.fix().isEmpty() ? "" : "; ").append(check.fix());
      }
    }
    if (!text.isEmpty()) {
      throw new DependencyUnavailable("this host does not contain hostile programs:" + text);
    }
  }
}
