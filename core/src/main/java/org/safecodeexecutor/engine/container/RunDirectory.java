package org.safecodeexecutor.engine.container;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.SourceFile;

/// One run's directory on the host: the OCI bundle and the program's files, which the container
/// mounts read-only.
///
/// Nothing in it is ever written by a sandbox, so it can be read and deleted without care. Its
/// random name keeps other users of the host out, who may pass through the directories above but
/// not list them.
public record RunDirectory(Path path) {
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");

  public static RunDirectory create(Path path) {
    try {
      makeDirectory(path);
      return new RunDirectory(path);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  public Path workspace() {
    return path.resolve("workspace");
  }

  Path pidFile() {
    return path.resolve("pid");
  }

  Path log() {
    return path.resolve("runtime.log");
  }

  /// What our own programs in the container have to say to operators. Programs never have it.
  File errors() {
    return path.resolve("errors.log").toFile();
  }

  /// The end of that, for a log.
  public String lastError() {
    try {
      List<String> lines = Files.readAllLines(errors().toPath());
      return lines.isEmpty() ? "it said nothing" : lines.getLast();
    } catch (IOException e) {
      return "it said nothing";
    }
  }

  /// Writes the configuration, and makes room for the program's files.
  public void configure(byte[] configuration) {
    try {
      makeDirectory(workspace());
      write(path.resolve("config.json"), configuration);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /// Writes the program's files, each new. A container that runs already sees them.
  public void add(List<SourceFile> files) {
    try {
      for (SourceFile file : files) {
        makeFolders(file.path());
        write(workspace().resolve(file.path()), file.content().toByteArray());
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private void makeFolders(String path) throws IOException {
    for (int cut = path.indexOf('/'); cut > 0; cut = path.indexOf('/', cut + 1)) {
      Path folder = workspace().resolve(path.substring(0, cut));
      if (!Files.isDirectory(folder)) {
        makeDirectory(folder);
      }
    }
  }

  private static void makeDirectory(Path directory) throws IOException {
    Files.createDirectory(directory);
    Files.setPosixFilePermissions(directory, DIRECTORY);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    Files.setPosixFilePermissions(file, FILE);
  }

  public void delete() throws IOException {
    deleteTree(path);
  }

  /// Deletes a directory of ours. Symbolic links are removed, not followed.
  static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path each : tree.toList().reversed()) {
        Files.deleteIfExists(each);
      }
    }
  }

  private static DependencyUnavailable unwritable(Path path, IOException e) {
    return new DependencyUnavailable(
        "cannot write below the data directory (%s); is the disk full or read-only?"
            .formatted(e.getClass().getSimpleName()),
        new IOException(path.toString(), e));
  }
}
