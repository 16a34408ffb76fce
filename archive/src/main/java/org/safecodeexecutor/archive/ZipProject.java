package org.safecodeexecutor.archive;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.InvalidSubmission;
import org.safecodeexecutor.api.SourceFile;

/// Reads a Python project out of a zip archive.
///
/// When every file lies in one top folder, that folder is stripped. The program starts at the entry
/// that the caller names (by its path in the archive, or without the stripped folder), else at
/// `main.py`, else at `__main__.py`, else at the only `.py` file.
public final class ZipProject {
  private static final List<String> USUAL_ENTRIES = List.of("main.py", "__main__.py");

  private ZipProject() {}

  /// Throws [InvalidSubmission], with a message for the caller, for every archive that is refused.
  public static Project read(byte[] zip, ZipLimits limits, Optional<String> entry) {
    return choose(ZipReader.read(zip, limits), entry);
  }

  /// Like [#read(byte[], ZipLimits, Optional)].
  public static Project read(Content zip, ZipLimits limits, Optional<String> entry) {
    return read(zip.toByteArray(), limits, entry);
  }

  private static Project choose(List<SourceFile> files, Optional<String> entry) {
    String top = topFolder(files);
    List<SourceFile> stripped = files.stream().map(file -> strip(file, top)).toList();
    return new Project(
        stripped,
        entry.map(name -> named(files, stripped, top, name)).orElseGet(() -> usual(stripped)));
  }

  /// The one folder that holds every file, with its `/`; empty when there is none.
  private static String topFolder(List<SourceFile> files) {
    if (files.isEmpty()) {
      return "";
    }
    String first = files.getFirst().path();
    String top = first.substring(0, first.indexOf('/') + 1);
    return files.stream().allMatch(file -> file.path().startsWith(top)) ? top : "";
  }

  private static SourceFile strip(SourceFile file, String top) {
    return new SourceFile(file.path().substring(top.length()), file.content());
  }

  private static String named(
      List<SourceFile> files, List<SourceFile> stripped, String top, String name) {
    if (files.stream().anyMatch(at(name))) {
      return name.substring(top.length());
    }
    if (stripped.stream().anyMatch(at(name))) {
      return name;
    }
    throw new InvalidSubmission("the entry is not a file of the zip: " + Shown.of(name));
  }

  private static String usual(List<SourceFile> files) {
    for (String name : USUAL_ENTRIES) {
      if (files.stream().anyMatch(at(name))) {
        return name;
      }
    }
    List<String> scripts =
        files.stream().map(SourceFile::path).filter(path -> path.endsWith(".py")).toList();
    if (scripts.size() == 1) {
      return scripts.getFirst();
    }
    throw new InvalidSubmission(
        "the zip has no entry point: expected main.py or __main__.py at its top or in its only top"
            + " folder, or a single .py file, or the name of the entry");
  }

  private static Predicate<SourceFile> at(String path) {
    return file -> file.path().equals(path);
  }
}
