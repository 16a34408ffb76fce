package org.safecodeexecutor.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Where an image is while it is built: a hidden folder beside the images, gone after [#close]
/// unless it was published. What a killed build left is swept by the next one.
final class BuildDirectory implements AutoCloseable {
  private static final String BUILDING = ".building-";
  private static final String REMOVED = ".removed-";

  private final Path folder;

  private BuildDirectory(Path folder) {
    this.folder = folder;
  }

  static BuildDirectory create(Path images) throws IOException {
    // SECURITY: no other user may see, let alone change, files that root goes on to run: the folder
    // is made with mode 0700
    return new BuildDirectory(Files.createTempDirectory(images, BUILDING));
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
    RootTree.delete(folder);
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
