package org.safecodeexecutor.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.archive.Project;
import org.safecodeexecutor.archive.ZipLimits;

/// Reads the files of a folder, bounded like a zip. For one thread, once.
final class ProjectFolder extends SimpleFileVisitor<Path> {
  /// Of tools, not of the program: history, caches, the packages of another Python.
  private static final Set<String> SKIPPED = Set.of(".git", "__pycache__", ".venv");

  private static final List<String> USUAL_ENTRIES = List.of("main.py", "__main__.py");

  private final Path root;
  private final ZipLimits limits;
  private final List<SourceFile> files = new ArrayList<>();
  private long left;

  private ProjectFolder(Path root, ZipLimits limits) {
    this.root = root;
    this.limits = limits;
    this.left = limits.unpacked().bytes();
  }

  static Project read(Path folder, ZipLimits limits, Optional<String> entry) {
    try {
      ProjectFolder reader = new ProjectFolder(folder.toRealPath(), limits);
      Files.walkFileTree(reader.root, reader);
      return new Project(reader.files, entry.map(reader::named).orElseGet(reader::usual));
    } catch (IOException e) {
      throw ProgramSource.unreadable(folder, e);
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    return !folder.equals(root) && SKIPPED.contains(folder.getFileName().toString())
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    String path = root.relativize(file).toString();
    if (!attributes.isRegularFile()) {
      throw new CommandFailed(
          "only plain files can be run, no links, pipes or devices: %s".formatted(file));
    }
    if (files.size() == limits.entries()) {
      throw new CommandFailed("more than %d files in %s".formatted(limits.entries(), root));
    }
    files.add(new SourceFile(path, content(file)));
    return FileVisitResult.CONTINUE;
  }

  private Content content(Path file) throws IOException {
    // SECURITY: a file that becomes a link to /etc/shadow after it was looked at — the open fails
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(Math.toIntExact(left + 1));
      if (bytes.length > left) {
        throw new CommandFailed("more than %s in %s".formatted(limits.unpacked(), root));
      }
      left -= bytes.length;
      return Content.of(bytes);
    }
  }

  private String named(String entry) {
    String path = Path.of(entry).normalize().toString();
    if (!has(path)) {
      throw new CommandFailed("the entry is not a file of %s: %s".formatted(root, entry));
    }
    return path;
  }

  private String usual() {
    List<String> scripts =
        files.stream().map(SourceFile::path).filter(path -> path.endsWith(".py")).toList();
    return USUAL_ENTRIES.stream()
        .filter(this::has)
        .findFirst()
        .or(() -> Optional.of(scripts).filter(all -> all.size() == 1).map(List::getFirst))
        .orElseThrow(() ->
            new CommandFailed(
                "%s has no main.py, no __main__.py and not exactly one .py file; name the entry with --entry"
                    .formatted(root)));
  }

  private boolean has(String path) {
    return files.stream().anyMatch(file -> file.path().equals(path));
  }
}
