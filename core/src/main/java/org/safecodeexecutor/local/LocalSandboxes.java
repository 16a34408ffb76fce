package org.safecodeexecutor.local;

import java.time.InstantSource;
import java.util.List;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.SandboxesProvider;
import org.safecodeexecutor.engine.Engine;
import org.safecodeexecutor.engine.cell.CellEngine;
import org.safecodeexecutor.engine.oci.OciEngine;
import org.safecodeexecutor.image.ImageCatalogue;
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
    ImageCatalogue images = new ImageCatalogue(config.dataDirectory());
    if (images.find(RuntimeId.PYTHON).isEmpty()) {
      throw new DependencyUnavailable(
          "the image \"python\" is not in %s; build it with: sce image build python"
              .formatted(config.dataDirectory()));
    }
    return new PooledSandboxes(
        engine(config),
        images,
        config.concurrentRuns(),
        config.queuedRuns(),
        InstantSource.system());
  }

  private static Engine engine(SandboxesConfig config) {
    return switch (config.engine()) {
      case "auto", "cell" -> CellEngine.open(config);
      case "oci" -> OciEngine.open(config);
      default ->
          throw new DependencyUnavailable(
              "there is no engine \"%s\"; choose auto, cell or oci".formatted(config.engine()));
    };
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
