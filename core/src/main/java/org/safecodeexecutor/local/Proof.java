package org.safecodeexecutor.local;

import java.time.InstantSource;
import java.util.List;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.Isolation;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.Engine;
import org.safecodeexecutor.image.ImageCatalogue;
import org.safecodeexecutor.image.ImageSource;
import org.safecodeexecutor.pool.Engines;
import org.safecodeexecutor.pool.PooledSandboxes;

/// Opens engines, and has hostile programs prove that they hold what they promise.
final class Proof {
  private Proof() {}

  /// Opens the engine that the configuration names. Throws [DependencyUnavailable] when it is not
  /// there, or does not contain a hostile program.
  static Engine open(SandboxesConfig config) {
    Engine engine = unproved(config);
    try {
      refuseIfFailed(checks(config, engine));
      return engine;
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /// Opens the engine, runs the probes, and closes it again.
  static List<Check> examine(SandboxesConfig config) {
    try (Engine engine = unproved(config)) {
      return checks(config, engine);
    }
  }

  private static Engine unproved(SandboxesConfig config) {
    Engine engine = EnginesByName.open(config);
    try {
      requireImage(engine.images().orElseGet(() -> new ImageCatalogue(config.dataDirectory())));
      return engine;
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static void requireImage(ImageSource images) {
    if (images.find(RuntimeId.PYTHON).isEmpty()) {
      throw new DependencyUnavailable(images.advice(RuntimeId.PYTHON));
    }
  }

  private static List<Check> checks(SandboxesConfig config, Engine engine) {
    try (Sandboxes sandboxes = sandboxes(config, new Lent(engine))) {
      return Probes.run(sandboxes, engine.capabilities());
    }
  }

  static Sandboxes sandboxes(SandboxesConfig config, Engines engines) {
    return new PooledSandboxes(
        engines, new ImageCatalogue(config.dataDirectory()), config, InstantSource.system());
  }

  /// An engine that stays open for its next user.
  private record Lent(Engine engine) implements Engines {
    @Override
    public Engine of(Isolation isolation) {
      return engine;
    }

    @Override
    public void close() {}
  }

  static void refuseIfFailed(List<Check> checks) {
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
