package org.safecodeexecutor.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.image.RuntimeImage;

/// The runtime images of one data directory, or of a Docker daemon.
interface Images {
  List<RuntimeImage> list();

  /// How to build.
  ///
  /// @param force also when there is one that is up to date
  /// @param mirror where the packages come from, instead of the host's own
  /// @param base for the docker engine: the image to build on, or `rootfs`
  record Order(boolean force, Optional<String> mirror, Optional<String> base) {
    static final Order DEFAULT = new Order(false, Optional.empty(), Optional.empty());
  }

  /// Builds an image and waits for it.
  RuntimeImage build(RuntimeId id, Order order, Progress progress);

  /// Removes every image of that name; false when there is none.
  boolean remove(RuntimeId id);

  /// Hears how far a build is.
  @FunctionalInterface
  interface Progress {
    /// Progress.
    ///
    /// @param fraction done, 0 to 1
    void reached(double fraction, String what);
  }

  /// Builds the image unless there is one, with a progress bar on stderr.
  default void ensure(RuntimeId id, Context context) {
    if (list().stream().noneMatch(image -> image.id().equals(id))) {
      context.console().say("building the %s image, once; this takes a minute".formatted(id));
      build(id, Order.DEFAULT, context);
    }
  }

  /// Builds with a progress bar on stderr; the end of the process ends the build.
  default RuntimeImage build(RuntimeId id, Order order, Context context) {
    Runnable stop = Thread.currentThread()::interrupt;
    try (var _ = context.signals().onEnd(stop, OptionalInt.empty());
        ProgressBar bar = new ProgressBar(context.console())) {
      return build(id, order, bar);
    }
  }
}
