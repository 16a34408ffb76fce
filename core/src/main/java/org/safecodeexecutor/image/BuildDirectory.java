package org.safecodeexecutor.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Where an image is while it is built: a hidden folder beside the images, gone after [#close]
/// unless it was published. What a killed build left is swept by the next one.
final class BuildDirectory implements AutoCloseable {
  private static final String BUILDING = ".building-";
  private static final String REMOVED = ".removed-";

  private static final long PATIENCE_SECONDS = 10;

  private final Path folder;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread ender;

  private BuildDirectory(Path folder, Thread builder) {
    this.folder = folder;
    this.ender = new Thread(() -> end(builder), "end-of-build");
  }

  static BuildDirectory create(Path images) throws IOException {
    // SECURITY: no other user may see, let alone change, files that root goes on to run: the folder
    // is made with mode 0700
    Path folder = Files.createTempDirectory(images, BUILDING);
    BuildDirectory made = new BuildDirectory(folder, Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(made.ender);
    return made;
  }

  Path path() {
    return folder;
  }

  Path root() {
    return folder.resolve("rootfs");
  }

  /// Makes the image visible under its name. An older build of the same content is replaced.
  void publish(Path image) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    discard(image);
    Files.move(folder, image, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    try {
      RootTree.delete(folder);
    } finally {
      closed.countDown();
      forgetEnder();
    }
  }

  private void end(Thread builder) {
    builder.interrupt();
    try {
      var _ = closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forgetEnder() {
    try {
      Runtime.getRuntime().removeShutdownHook(ender);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook is running, and waits for what just happened.
    }
  }

  /// Removes an image: by one rename, so that no half of it is ever listed.
  static void discard(Path image) throws IOException {
    if (Files.exists(image)) {
      Path hidden = image.resolveSibling(REMOVED + image.getFileName());
      RootTree.delete(hidden);
      Files.move(image, hidden, StandardCopyOption.ATOMIC_MOVE);
      RootTree.delete(hidden);
    }
  }

  /// Removes what builds and removals that were killed have left.
  static void sweep(Path images) throws IOException {
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(images, "{" + BUILDING + "," + REMOVED + "}*")) {
      for (Path path : left) {
        RootTree.delete(path);
      }
    }
  }
}
