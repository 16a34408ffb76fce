package org.safecodeexecutor.cli;

import java.nio.file.Path;
import java.util.List;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.engine.docker.RunnerImageBuilder;
import org.safecodeexecutor.engine.docker.RunnerImageBuilder.Base;
import org.safecodeexecutor.image.RuntimeImage;

/// The images that a Docker daemon has.
final class DockerImages implements Images {
  /// Stands for the image of the data directory, which is built first where it is missing.
  static final String ROOTFS = "rootfs";

  private final LocalImages local;

  DockerImages(Path dataDirectory) {
    this.local = new LocalImages(dataDirectory);
  }

  @Override
  public List<RuntimeImage> list() {
    try (RunnerImageBuilder images = new RunnerImageBuilder()) {
      return images.list(List.of(RuntimeId.PYTHON, new RuntimeId("python-science")));
    }
  }

  @Override
  public RuntimeImage build(RuntimeId id, Order order, Progress progress) {
    String base = order.base().orElse(RunnerImageBuilder.DEFAULT_BASE);
    try (RunnerImageBuilder images = new RunnerImageBuilder()) {
      Base chosen =
          base.equals(ROOTFS)
              ? Base.of(local.build(id, order, (done, what) -> progress.reached(done / 2, what)))
              : Base.named(base);
      double start = base.equals(ROOTFS) ? 0.5 : 0;
      return images.build(
          id, chosen, (done, what) -> progress.reached(start + (1 - start) * done, what));
    }
  }

  @Override
  public boolean remove(RuntimeId id) {
    try (RunnerImageBuilder images = new RunnerImageBuilder()) {
      return images.remove(id);
    }
  }
}
