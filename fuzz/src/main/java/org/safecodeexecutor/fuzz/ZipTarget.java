package org.safecodeexecutor.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.InvalidSubmission;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.archive.Project;
import org.safecodeexecutor.archive.ZipLimits;
import org.safecodeexecutor.archive.ZipProject;

/// A zip. What is accepted is small, has plain paths, and is read alike by a reader of another
/// kind, which goes from file to file and never looks at the directory at the end.
final class ZipTarget {
  private static final ZipLimits LIMITS = new ZipLimits(20, DataSize.ofKibibytes(64));

  private ZipTarget() {}

  static void check(byte[] input) {
    try {
      Project project = ZipProject.read(input, LIMITS, Optional.empty());
      checkAlone(project);
      readFromTheBeginning(input).ifPresent(other -> compare(project, other));
    } catch (InvalidSubmission refused) {
      // as it should be
    }
  }

  private static void checkAlone(Project project) {
    long size = project.files().stream().mapToLong(file -> file.content().size()).sum();
    checkThat(size <= LIMITS.unpacked().bytes(), "unpacked " + size + " bytes");
    boolean plain = project.files().stream().map(SourceFile::path).allMatch(ZipTarget::isPlain);
    checkThat(plain, "not only plain paths");
    boolean present =
        project.files().stream().anyMatch(file -> file.path().equals(project.entry()));
    checkThat(present, "no entry " + project.entry());
  }

  private static boolean isPlain(String path) {
    return Stream.of(path.split("/", -1)).noneMatch(Set.of("", ".", "..")::contains);
  }

  private static void compare(Project project, Map<String, Content> other) {
    boolean same =
        project.files().size() == other.size()
            && project.files().stream()
                .allMatch(file -> other.entrySet().stream().anyMatch(one -> isSame(file, one)));
    checkThat(same, "another reader sees " + other.keySet() + ", we " + project);
  }

  /// The top folder may have been stripped.
  private static boolean isSame(SourceFile file, Map.Entry<String, Content> other) {
    return ("/" + other.getKey()).endsWith("/" + file.path())
        && other.getValue().equals(file.content());
  }

  /// Every file by another reader; empty if it cannot.
  private static Optional<Map<String, Content>> readFromTheBeginning(byte[] zip) {
    Map<String, Content> files = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Content content = Content.of(in.readAllBytes());
        if (!entry.isDirectory() && !isLitter(entry.getName())) {
          files.put(entry.getName(), content);
        }
      }
      return Optional.of(files);
    } catch (IOException | IllegalArgumentException cannotReadIt) {
      return Optional.empty();
    }
  }

  private static boolean isLitter(String name) {
    return name.startsWith("__MACOSX/") || ("/" + name).endsWith("/.DS_Store");
  }

  private static void checkThat(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
