package org.safecodeexecutor.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.RuntimeId;

/// The images in a data directory, as they are at each call; safe for any thread.
///
/// Each image is a folder `images/NAME-DIGEST` with `image.json` and `rootfs`. It gets its name by
/// one rename when it is complete, so what lacks either is no image and is not listed.
public final class ImageCatalogue implements ImageSource {
  private static final System.Logger LOG = System.getLogger(ImageCatalogue.class.getName());

  /// How coarse the times of a file system may be.
  private static final Duration COARSEST_CLOCK = Duration.ofSeconds(2);

  private final Path directory;

  /// What was read last, and when the directory had been changed last.
  private volatile Listing last = new Listing(FileTime.fromMillis(0), List.of());

  private record Listing(FileTime changed, List<Entry> entries) {}

  private record Entry(RuntimeImage image, Manifest manifest) {}

  /// @param dataDirectory images live in its folder `images`
  public ImageCatalogue(Path dataDirectory) {
    this.directory = dataDirectory.resolve("images");
  }

  /// The newest usable image of that name.
  @Override
  public Optional<RuntimeImage> find(RuntimeId id) {
    for (Entry entry : entries()) { // for each execution, so no stream, which costs more
      if (entry.image().id().equals(id)) {
        return Optional.of(entry.image());
      }
    }
    return Optional.empty();
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

  /// Images come and go by a rename in the directory, whose time of change shows it: one look
  /// instead of reading everything, for each execution.
  private List<Entry> entries() {
    Optional<FileTime> changed = changed();
    Listing known = last;
    if (changed.filter(known.changed()::equals).isPresent()) {
      return known.entries();
    }
    Listing now = new Listing(changed.orElse(known.changed()), read());
    if (changed.filter(ImageCatalogue::isLongAgo).isPresent()) {
      last = now;
    }
    return now.entries();
  }

  private Optional<FileTime> changed() {
    try {
      return Optional.of(Files.getLastModifiedTime(directory));
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  /// A change within one tick of the clock would not show.
  private static boolean isLongAgo(FileTime time) {
    return time.toInstant().isBefore(Instant.now().minus(COARSEST_CLOCK));
  }

  private List<Entry> read() {
    List<Entry> found = new ArrayList<>();
    for (Path folder : folders()) {
      read(folder).ifPresent(found::add);
    }
    found.sort(Comparator.comparing((Entry entry) -> entry.manifest().created()).reversed());
    return List.copyOf(found);
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
      Manifest manifest = Manifest.read(folder);
      return Optional.of(new Entry(manifest.imageIn(folder), manifest));
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
