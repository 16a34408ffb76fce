package org.safecodeexecutor.engine.docker;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.model.BuildResponseItem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.image.ProgressListener;
import org.safecodeexecutor.image.RuntimeImage;

/// Builds the images of the docker engine from `runner_image/Dockerfile`, at the daemon.
///
/// Every method throws [DependencyUnavailable] when something is missing; the message says what to
/// do.
public final class RunnerImageBuilder implements AutoCloseable {
  public static final String DEFAULT_BASE = "python:3.11-slim";

  private static final String IMPORTED = "safe-python-base:latest";
  private static final double IMPORT_ENDS = 0.5;
  private static final Pattern STEP = Pattern.compile("Step (\\d+)/(\\d+) : (.*)");

  private final Daemon daemon = Daemon.find();

  /// Where Python comes from.
  ///
  /// @param image the base image, which the daemon has or pulls
  /// @param command its interpreter
  /// @param rootfs a root file system of this host to import as that image first; with the image
  ///   catalogue's, no registry is needed
  public record Base(String image, String command, Optional<Path> rootfs) {
    /// An image of a registry, laid out like the official ones of Python.
    public static Base named(String image) {
      return new Base(image, "/usr/local/bin/python3", Optional.empty());
    }

    /// An image that was built here for the other engines.
    public static Base of(RuntimeImage image) {
      return new Base(IMPORTED, image.command().getFirst(), Optional.of(image.rootfs()));
    }
  }

  /// Builds `safe-NAME-runner:latest`; interrupting the thread ends the build.
  public RuntimeImage build(RuntimeId id, Base base, ProgressListener progress) {
    double done = 0;
    if (base.rootfs().isPresent()) {
      progress.progress(done, "importing " + base.rootfs().get());
      importRoot(base.rootfs().get());
      done = IMPORT_ENDS;
    }
    build(id, base, done, progress);
    progress.progress(1, "built " + RunnerImages.tag(id));
    return new RunnerImages(daemon)
        .find(id)
        .orElseThrow(() -> new DependencyUnavailable("the image was built, and is gone again"));
  }

  /// The images that are there.
  public List<RuntimeImage> list(List<RuntimeId> ids) {
    RunnerImages images = new RunnerImages(daemon);
    return ids.stream().flatMap(id -> images.find(id).stream()).toList();
  }

  /// False when there is none.
  public boolean remove(RuntimeId id) {
    return daemon.call(
        "image",
        () -> {
          try {
            daemon.client().removeImageCmd(RunnerImages.tag(id)).withForce(true).exec();
            return true;
          } catch (com.github.dockerjava.api.exception.NotFoundException absent) {
            return false;
          }
        });
  }

  private void importRoot(Path rootfs) {
    try {
      Process tar =
          new ProcessBuilder("tar", "-C", rootfs.toString(), "--numeric-owner", "-c", ".")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (InputStream archive = tar.getInputStream()) {
        daemon.importImage(IMPORTED, archive);
      } finally {
        tar.destroy();
      }
    } catch (IOException e) {
      throw new DependencyUnavailable("tar cannot be started: " + e.getMessage(), e);
    }
  }

  private void build(RuntimeId id, Base base, double done, ProgressListener progress) {
    var callback = new Listener(done, progress);
    daemon.call(
        "build",
        () ->
            daemon
                .client()
                .buildImageCmd(new ByteArrayInputStream(BuildContext.tar()))
                .withTags(java.util.Set.of(RunnerImages.tag(id)))
                .withBuildArg("BASE", base.image())
                .withBuildArg("PYTHON", base.command())
                .withBuildArg("SUPERVISOR", SupervisorBinary.digest())
                .withNetworkMode("none") // nothing is fetched but the base image
                .withForcerm(true)
                .exec(callback));
    try {
      var _ = callback.awaitImageId();
    } catch (DockerClientException e) {
      throw new DependencyUnavailable(
          "the image cannot be built on %s: %s; where no registry is reachable, add --base rootfs"
              .formatted(base.image(), callback.reason(e)),
          e);
    }
  }

  private static final class Listener extends BuildImageResultCallback {
    private final double from;
    private final ProgressListener progress;
    private volatile @Nullable String error;

    private Listener(double from, ProgressListener progress) {
      this.from = from;
      this.progress = progress;
    }

    @Override
    public void onNext(BuildResponseItem item) {
      super.onNext(item);
      var detail = item.getErrorDetail();
      if (detail != null) {
        error = detail.getMessage();
      }
      Matcher step = STEP.matcher(String.valueOf(item.getStream()).strip());
      if (step.matches()) {
        double part = (Double.parseDouble(step.group(1)) - 1) / Double.parseDouble(step.group(2));
        progress.progress(from + (1 - from) * part, step.group(3));
      }
    }

    private String reason(Exception e) {
      String known = error;
      return known == null ? String.valueOf(e.getMessage()) : known;
    }
  }

  @Override
  public void close() {
    daemon.close();
  }
}
