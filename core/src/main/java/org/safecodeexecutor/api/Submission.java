package org.safecodeexecutor.api;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a caller asks to be executed once.
///
/// @param runtime the image that it runs in
/// @param files laid out below the working directory, read-only
/// @param entry the path of the file that the runtime starts, one of `files`
/// @param arguments what the program finds behind its own name in `sys.argv`
/// @param stdin what the program can read before it meets the end of its input
/// @param isolation the wall around it
/// @param caller whom the queue counts it for: those of one caller share a part of it, and callers
///   take turns; empty when there is only one
public record Submission(
    RuntimeId runtime,
    List<SourceFile> files,
    String entry,
    List<String> arguments,
    Content stdin,
    Limits limits,
    Isolation isolation,
    String caller) {
  /// The name that single-file submissions get: `/workspace/script.py`.
  public static final String SCRIPT = "script.py";

  private static final int LONGEST_ARGUMENT = 4096;
  private static final int MOST_ARGUMENTS = 256;

  public Submission {
    files = List.copyOf(files);
    arguments = List.copyOf(arguments);
    checkFiles(files, entry);
    checkArguments(arguments);
  }

  /// One Python script.
  public static Submission python(String code) {
    return python(List.of(SourceFile.ofText(SCRIPT, code)), SCRIPT);
  }

  /// A Python project.
  public static Submission python(List<SourceFile> files, String entry) {
    return new Submission(
        RuntimeId.PYTHON,
        files,
        entry,
        List.of(),
        Content.EMPTY,
        Limits.DEFAULT,
        Isolation.STANDARD,
        "");
  }

  public Submission withRuntime(RuntimeId value) {
    return new Submission(value, files, entry, arguments, stdin, limits, isolation, caller);
  }

  public Submission withArguments(List<String> value) {
    return new Submission(runtime, files, entry, value, stdin, limits, isolation, caller);
  }

  public Submission withStdin(Content value) {
    return new Submission(runtime, files, entry, arguments, value, limits, isolation, caller);
  }

  public Submission withLimits(Limits value) {
    return new Submission(runtime, files, entry, arguments, stdin, value, isolation, caller);
  }

  public Submission withIsolation(Isolation value) {
    return new Submission(runtime, files, entry, arguments, stdin, limits, value, caller);
  }

  public Submission withCaller(String value) {
    return new Submission(runtime, files, entry, arguments, stdin, limits, isolation, value);
  }

  private static void checkFiles(List<SourceFile> files, String entry) {
    Set<String> paths = new HashSet<>();
    for (SourceFile file : files) {
      if (!paths.add(file.path())) {
        throw new InvalidSubmission("two files have the same path: " + file.path());
      }
    }
    for (String path : paths) {
      for (int cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
        if (paths.contains(path.substring(0, cut))) {
          throw new InvalidSubmission(
              "path is both a file and a folder: " + path.substring(0, cut));
        }
      }
    }
    if (!paths.contains(entry)) {
      throw new InvalidSubmission("the entry is not among the files: " + entry);
    }
  }

  private static void checkArguments(List<String> arguments) {
    if (arguments.size() > MOST_ARGUMENTS
        || arguments.stream().anyMatch(a -> a.length() > LONGEST_ARGUMENT || a.indexOf(0) >= 0)) {
      throw new InvalidSubmission(
          "arguments: at most %d, each at most %d characters and without NUL"
              .formatted(MOST_ARGUMENTS, LONGEST_ARGUMENT));
    }
  }
}
