package org.safecodeexecutor.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.InvalidSubmission;
import org.safecodeexecutor.api.RuntimeId;

/// Builds runtime images into a data directory, and removes them. Safe for any thread and for any
/// number of processes: they take turns.
///
/// A build unpacks Debian packages ([Bootstrap]), writes the host's description ([Furnishing]),
/// runs the recipe's set-up in the new root, takes out what does not belong there ([Sanitiser]),
/// and makes the result visible by one rename. Whatever goes wrong before leaves nothing.
///
/// Every method throws [DependencyUnavailable] when the host lacks something; the message says what
/// to do.
public final class ImageBuilder {
  /// Part of every digest; one more whenever the same recipe would give another image.
  static final int VERSION = 1;

  private static final long NEEDED_BYTES = 500L << 20;
  private static final double UNPACKED = 0.8;
  private static final double SET_UP = 0.97;

  private final Path images;
  private final ImageCatalogue catalogue;

  /// How to build.
  ///
  /// @param mirrors addresses of Debian archives, or whole lines of `sources.list`; empty to use
  ///   the host's own where the host is Debian
  /// @param force build even when there is an image of the same recipe, to get newer packages
  public record Options(List<String> mirrors, boolean force) {
    public static final Options DEFAULT = new Options(List.of(), false);

    public Options {
      mirrors = List.copyOf(mirrors);
      // SECURITY: a "mirror" that is an option of mmdebstrap, such as a hook to run
      mirrors.forEach(each -> {
        if (!each.matches("(deb |https?://|file:/|copy:/)[^\\n]*")) {
          throw new InvalidSubmission("not a mirror: " + each);
        }
      });
    }
  }

  public ImageBuilder(Path dataDirectory) {
    this.images = dataDirectory.toAbsolutePath().resolve("images");
    this.catalogue = new ImageCatalogue(dataDirectory.toAbsolutePath());
  }

  /// The image of that recipe: the one that is there, or a new one.
  ///
  /// A new one takes about 15 seconds and needs root. Interrupting the thread ends the build.
  public RuntimeImage build(Recipe recipe, Options options, ProgressListener progress) {
    Optional<RuntimeImage> existing = existing(recipe, options);
    return existing.isPresent() ? existing.get() : buildInTurn(recipe, options, progress);
  }

  private Optional<RuntimeImage> existing(Recipe recipe, Options options) {
    return options.force() ? Optional.empty() : catalogue.builtFrom(recipe);
  }

  private RuntimeImage buildInTurn(Recipe recipe, Options options, ProgressListener progress) {
    try {
      prepareHost();
      try (ImageLock _ = ImageLock.acquire(images, progress)) {
        BuildDirectory.sweep(images);
        // The build that was waited for may have been of the same recipe.
        Optional<RuntimeImage> existing = existing(recipe, options);
        return existing.isPresent() ? existing.get() : buildNew(recipe, options, progress);
      }
    } catch (IOException e) {
      throw failure("The image cannot be built", e);
    }
  }

  /// Removes every image of that name; `false` when there is none. Sandboxes that run in one lose
  /// their files.
  public boolean remove(RuntimeId id) {
    if (!Files.isDirectory(images)) {
      return false;
    }
    try (ImageLock _ = ImageLock.acquire(images, ProgressListener.NONE)) {
      List<RuntimeImage> found =
          catalogue.list().stream().filter(image -> image.id().equals(id)).toList();
      for (RuntimeImage image : found) {
        BuildDirectory.discard(folderOf(image));
      }
      return !found.isEmpty();
    } catch (IOException e) {
      throw failure("The image cannot be removed", e);
    }
  }

  private Path folderOf(RuntimeImage image) {
    return Objects.requireNonNull(image.rootfs().getParent());
  }

  private void prepareHost() throws IOException {
    if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
      throw new DependencyUnavailable(
          "Building an image needs root, so that its files can belong to root: use sudo.");
    }
    Files.createDirectories(images);
    long free = Files.getFileStore(images).getUsableSpace();
    if (free < NEEDED_BYTES) {
      throw diskFull(null);
    }
  }

  private RuntimeImage buildNew(Recipe recipe, Options options, ProgressListener progress)
      throws IOException {
    try (BuildDirectory work = BuildDirectory.create(images)) {
      unpack(recipe, options, work.root(), progress);
      Furnishing.furnish(work.root());
      setUp(recipe, work.root(), progress);
      progress.progress(SET_UP, "removing what programs must not have");
      Sanitiser.sanitise(work.root());
      Manifest manifest = Manifest.of(recipe, installed(work.root()), Instant.now());
      manifest.write(work.path());
      flush(work.path());
      Path image = images.resolve(manifest.folder());
      work.publish(image);
      progress.progress(1, "built " + image.getFileName());
      return manifest.imageIn(image);
    }
  }

  private void unpack(Recipe recipe, Options options, Path root, ProgressListener progress) {
    progress.progress(0, "starting");
    List<String> mirrors =
        options.mirrors().isEmpty() ? Mirrors.ofHost(recipe.suite()) : options.mirrors();
    run(
        "Fetching Debian packages",
        new HostCommand(
            Bootstrap.commandLine(recipe, mirrors, root),
            "mmdebstrap is not installed: apt-get install -y mmdebstrap"),
        Bootstrap.progress(progress, UNPACKED));
  }

  private void setUp(Recipe recipe, Path root, ProgressListener progress) {
    List<Recipe.Step> steps = new ArrayList<>();
    steps.add(new Recipe.Step("listing shared libraries", "/usr/sbin/ldconfig"));
    steps.addAll(recipe.setup());
    for (int i = 0; i < steps.size(); i++) {
      Recipe.Step step = steps.get(i);
      progress.progress(UNPACKED + (SET_UP - UNPACKED) * i / steps.size(), step.what());
      run(
          "The step \"" + step.what() + "\"",
          new HostCommand(
              List.of("chroot", root.toString(), "/bin/sh", "-ec", step.run()),
              "chroot is not installed: apt-get install -y coreutils"),
          line -> {});
    }
  }

  private void run(String what, HostCommand command, Consumer<String> lines) {
    HostCommand.Result result = command.run(lines);
    if (result.printed("No space left on device")) {
      throw diskFull(null);
    }
    if (result.exitCode() != 0) {
      throw new DependencyUnavailable(
          "%s failed (exit code %d). The last lines were:%n%s%nIf a mirror was not reachable, choose"
                  .formatted(what, result.exitCode(), String.join("\n", result.lastLines()))
              + " another with --mirror.");
    }
  }

  private static List<String> installed(Path root) throws IOException {
    return PackageList.parse(Files.readString(root.resolve("var/lib/dpkg/status")));
  }

  /// A power cut must not leave an image whose manifest is on the disk but whose files are not.
  private void flush(Path folder) {
    run(
        "Writing to the disk",
        new HostCommand(
            List.of("sync", "--file-system", folder.toString()),
            "sync is not installed: apt-get install -y coreutils"),
        line -> {});
  }

  private DependencyUnavailable failure(String what, IOException cause) {
    return String.valueOf(cause.getMessage()).contains("No space left")
        ? diskFull(cause)
        : new DependencyUnavailable(what + ": " + cause, cause);
  }

  private DependencyUnavailable diskFull(@Nullable IOException cause) {
    return new DependencyUnavailable(
        "The disk is full: an image needs %d MiB in %s. Free some space, or choose another data directory."
            .formatted(NEEDED_BYTES >> 20, images),
        cause);
  }
}
