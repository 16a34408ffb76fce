package org.safecodeexecutor.cli;

import java.nio.file.Path;
import java.util.List;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.image.ImageBuilder;
import org.safecodeexecutor.image.ImageCatalogue;
import org.safecodeexecutor.image.Recipe;
import org.safecodeexecutor.image.RuntimeImage;

/// The images on this machine.
final class LocalImages implements Images {
  private final Path dataDirectory;

  LocalImages(Path dataDirectory) {
    this.dataDirectory = dataDirectory;
  }

  @Override
  public List<RuntimeImage> list() {
    return new ImageCatalogue(dataDirectory).list();
  }

  @Override
  public RuntimeImage build(RuntimeId id, Order order, Progress progress) {
    var options = new ImageBuilder.Options(order.mirror().stream().toList(), order.force());
    return new ImageBuilder(dataDirectory).build(Recipe.named(id), options, progress::reached);
  }

  @Override
  public boolean remove(RuntimeId id) {
    return new ImageBuilder(dataDirectory).remove(id);
  }
}
