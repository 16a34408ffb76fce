package org.safecodeexecutor.image;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;

/// Takes out of an image what a program could misuse, what differs from host to host, and what only
/// takes space; then gives every file to root, readable by all and writable by nobody else.
///
/// A sandbox does not rely on it: there the root is read-only and set-uid bits have no effect. It
/// is the second wall. File capabilities need no treatment: Debian's archives carry none, only
/// installation scripts set them, and those are not run.
final class Sanitiser extends SimpleFileVisitor<Path> {
  private static final List<String> REMOVED =
      List.of(
          "etc/apt",
          "etc/machine-id",
          "etc/ssh",
          "usr/share/bash-completion",
          "usr/share/bug",
          "usr/share/doc",
          "usr/share/doc-base",
          "usr/share/info",
          "usr/share/lintian",
          "usr/share/locale",
          "usr/share/man",
          "var/lib/apt",
          "var/lib/dbus");

  /// Where a sandbox mounts something, and what a build fills.
  private static final List<String> EMPTIED =
      List.of(
          "dev",
          "proc",
          "run",
          "sys",
          "tmp",
          "var/backups",
          "var/cache",
          "var/log",
          "var/tmp",
          "workspace");

  private static final int SPECIAL_BITS = 07000;
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int READABLE = 0444;
  private static final int EXECUTABLE = 0111;
  private static final int PERMISSIONS = 07777;

  private final Path root;

  private Sanitiser(Path root) {
    this.root = root;
  }

  static void sanitise(Path root) throws IOException {
    RootTree tree = new RootTree(root);
    for (String path : REMOVED) {
      tree.remove(path);
    }
    for (String path : EMPTIED) {
      tree.emptyDirectory(path);
    }
    // The supervisor is mounted here, read-only.
    tree.emptyDirectory(".sce");
    tree.write(".sce/supervisor", "");
    Files.walkFileTree(root, new Sanitiser(root));
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
      throws IOException {
    giveToRoot(directory);
    setMode(directory, directory.equals(root.resolve("tmp")) ? 01777 : 0755);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    // SECURITY: a device node in the image is the host's device; sockets and pipes reach out too
    if (attributes.isOther()) {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }
    giveToRoot(file);
    // SECURITY: chmod follows links, and a link may point to a file of the host
    if (!attributes.isSymbolicLink()) {
      setMode(file, safeMode(mode(file)));
    }
    return FileVisitResult.CONTINUE;
  }

  private static int safeMode(int mode) {
    int executable = (mode & EXECUTABLE) == 0 ? 0 : EXECUTABLE;
    // SECURITY: set-uid and set-gid programs, and files that another user could change
    return (mode & ~SPECIAL_BITS & ~WRITABLE_BY_OTHERS) | READABLE | executable;
  }

  private static void giveToRoot(Path path) throws IOException {
    Map<String, Object> owner =
        Files.readAttributes(path, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(Map.of("uid", 0, "gid", 0))) {
      Files.setAttribute(path, "unix:uid", 0, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", 0, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & PERMISSIONS;
  }

  private static void setMode(Path path, int mode) throws IOException {
    if (mode(path) != mode) {
      Files.setAttribute(path, "unix:mode", mode);
    }
  }
}
