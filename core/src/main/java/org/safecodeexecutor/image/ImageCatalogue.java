package org.safecodeexecutor.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.RuntimeId;

/// The images in a data directory. Reads what is there at each call; safe for any thread.
///
/// Each image is a folder `images/NAME-DIGEST` with `image.json` and `rootfs`. It gets its name by
/// one rename when it is complete, so what lacks either is no image and is not listed.
public final class ImageCatalogue implements ImageSource {
  private static final System.Logger LOG = System.getLogger(ImageCatalogue.class.getName());

  private final Path directory;

  private record Entry(Path folder, Manifest manifest) {
    RuntimeImage image() {
      return manifest.imageIn(folder);
    }
  }

  /// @param dataDirectory images live in its folder `images`
  public ImageCatalogue(Path dataDirectory) {
    this.directory = dataDirectory.resolve("images");
  }

  /// The newest usable image of that name.
  @Override
  public Optional<RuntimeImage> find(RuntimeId id) {
    return list().stream().filter(image -> image.id().equals(id)).findFirst();
  }

  @Override
  public String advice(RuntimeId id) {
    return "the image \"%s\" is not in %s; build it with: sce image build %s"
        .formatted(id, directory.getParent(), id);
  }

  /// Every usable image, the newest first.
  public List<RuntimeImage> list() {
    return entries().stream().map(Entry::image).toList();
  }

  /// The newest image that was built from exactly this recipe by this version of the builder.
  Optional<RuntimeImage> builtFrom(Recipe recipe) {
    return entries().stream()
        .filter(entry -> entry.manifest().isOf(recipe))
        .map(Entry::image)
        .findFirst();
  }

  private List<Entry> entries() {
    List<Entry> found = new ArrayList<>();
    for (Path folder : folders()) {
      read(folder).ifPresent(found::add);
    }
    found.sort(Comparator.comparing((Entry entry) -> entry.manifest().created()).reversed());
    return found;
  }

  private List<Path> folders() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    // A leading dot marks what is being built or removed.
    // Without symbolic links, which OCI runtimes refuse in the path of a root.
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory.toRealPath(), "[!.]*")) {
      List<Path> folders = new ArrayList<>();
      stream.forEach(folders::add);
      return folders;
    } catch (IOException | UncheckedIOException e) {
      throw new DependencyUnavailable("The images cannot be listed: " + e.getMessage(), e);
    }
  }

  private static Optional<Entry> read(Path folder) {
    if (!Files.exists(folder.resolve(Manifest.FILE))
        || !Files.isDirectory(folder.resolve("rootfs"))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Entry(folder, Manifest.read(folder)));
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "ignoring an image whose manifest cannot be read: {0}: {1}",
          folder,
          e.getMessage());
      return Optional.empty();
    }
  }
}
