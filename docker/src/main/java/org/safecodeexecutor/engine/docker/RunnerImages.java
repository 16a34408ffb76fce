package org.safecodeexecutor.engine.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.image.ImageSource;
import org.safecodeexecutor.image.RuntimeImage;

/// The images that programs run in, as the daemon has them: `safe-NAME-runner:latest`.
final class RunnerImages implements ImageSource {
  static final String COMMAND_LABEL = "org.safecodeexecutor.command";
  static final String SUPERVISOR_LABEL = "org.safecodeexecutor.supervisor";

  /// How long a name stands for the same image without asking: a question takes as long as a run.
  private static final long MEMORY_NANOS = Duration.ofSeconds(5).toNanos();

  private final Daemon daemon;
  private final Map<RuntimeId, Known> known = new ConcurrentHashMap<>();

  private record Known(Optional<RuntimeImage> image, long since) {
    boolean isFresh() {
      return System.nanoTime() - since < MEMORY_NANOS;
    }
  }

  RunnerImages(Daemon daemon) {
    this.daemon = daemon;
  }

  static String tag(RuntimeId id) {
    return "safe-" + id + "-runner:latest";
  }

  @Override
  public Optional<RuntimeImage> find(RuntimeId id) {
    Known last = known.get(id);
    if (last == null || !last.isFresh()) {
      last = new Known(inspect(id), System.nanoTime());
      known.put(id, last);
    }
    return last.image();
  }

  @Override
  public String advice(RuntimeId id) {
    return "the Docker image %s is not there; build it with: sce image build --engine docker"
        .formatted(tag(id));
  }

  private Optional<RuntimeImage> inspect(RuntimeId id) {
    return daemon.call(
        "image",
        () -> {
          try {
            return Optional.of(image(id, daemon.client().inspectImageCmd(tag(id)).exec()));
          } catch (NotFoundException absent) {
            return Optional.empty();
          }
        });
  }

  private static RuntimeImage image(RuntimeId id, InspectImageResponse found) {
    var config = Objects.requireNonNull(found.getConfig(), "the image has no configuration");
    Map<String, String> labels =
        Objects.requireNonNullElse(config.getLabels(), Map.<String, String>of());
    // SECURITY: a supervisor that is not the one that this version was tested with
    if (!SupervisorBinary.digest().equals(labels.get(SUPERVISOR_LABEL))) {
      throw new DependencyUnavailable(
          "the Docker image %s was not built by this version; build it with: sce image build --engine docker"
              .formatted(tag(id)));
    }
    return new RuntimeImage(
        id,
        Path.of("docker"),
        Objects.requireNonNull(found.getId()),
        List.of(labels.getOrDefault(COMMAND_LABEL, "/usr/local/bin/python3")),
        List.of());
  }
}
