package org.safecodeexecutor.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// The files of an image while it is built, as seen from the host.
///
/// SECURITY: the builder is root, and links in the tree point wherever a package likes: none is
/// followed here, neither at the end of a path nor within it. Nobody else writes to the tree
/// meanwhile, so looking first and acting then is enough.
record RootTree(Path root) {

  /// Creates or replaces a file.
  void write(String path, String text) throws IOException {
    Path file = inRealDirectory(path);
    delete(file);
    Files.writeString(
        file,
        text,
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE);
  }

  /// Creates or replaces a link; `target` is a path inside the image.
  void link(String path, String target) throws IOException {
    Path link = inRealDirectory(path);
    delete(link);
    Files.createSymbolicLink(link, Path.of(target));
  }

  /// Makes a directory without anything in it, whatever was there before.
  void emptyDirectory(String path) throws IOException {
    Path directory = inRealDirectory(path);
    delete(directory);
    Files.createDirectory(directory);
  }

  /// Removes a file or a whole directory, if it is there.
  void remove(String path) throws IOException {
    delete(inRealDirectory(path));
  }

  /// The path in the host's file system, its parent directories created where they are missing.
  private Path inRealDirectory(String path) throws IOException {
    Path relative = Path.of(path);
    boolean leaves = relative.isAbsolute() || relative.startsWith("..");
    if (leaves || !relative.normalize().equals(relative)) {
      throw new IllegalArgumentException("not a plain path inside the image: " + path);
    }
    Path at = root;
    for (int i = 0; i < relative.getNameCount() - 1; i++) {
      at = at.resolve(relative.getName(i));
      if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(at);
      } else if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        throw new NotDirectoryException(at.toString());
      }
    }
    return at.resolve(relative.getFileName());
  }

  /// Removes `path` and everything below it; a link is removed itself.
  static void delete(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(path, new Deletion());
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
