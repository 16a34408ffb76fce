package org.safecodeexecutor.api;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// One file of a submission, by its path below the working directory.
///
/// @param path relative, with `/` between names, at most 1,024 bytes of UTF-8 and 32 names deep
public record SourceFile(String path, Content content) {
  private static final int LONGEST_PATH = 1024;
  private static final int LONGEST_NAME = 255;
  private static final int DEEPEST = 32;

  public SourceFile {
    checkPath(path);
  }

  public static SourceFile ofText(String path, String text) {
    return new SourceFile(path, Content.ofText(text));
  }

  /// Throws [InvalidSubmission] unless the path stays below the directory that it is resolved
  /// against.
  public static void checkPath(String path) {
    List<String> names = List.of(path.split("/", -1));
    if (utf8Length(path) > LONGEST_PATH || names.size() > DEEPEST) {
      throw new InvalidSubmission("path is too long or too deep: " + shown(path));
    }
    // SECURITY: zip slip and its kin: "../x", "/x", "a//b", "C:\x", names with NUL that end early
    // in C
    for (String name : names) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        throw new InvalidSubmission("path is not a plain relative path: " + shown(path));
      }
      if (utf8Length(name) > LONGEST_NAME) {
        throw new InvalidSubmission("name in path is too long: " + shown(path));
      }
    }
    if (path.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '\\' || c == ':')) {
      throw new InvalidSubmission(
          "path has a control character, a backslash or a colon: " + shown(path));
    }
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// The path as a message may carry it: short and printable.
  private static String shown(String path) {
    String printable = path.replaceAll("[^\\x20-\\x7e]", "?");
    return '"' + (printable.length() > 80 ? printable.substring(0, 80) + "..." : printable) + '"';
  }
}
