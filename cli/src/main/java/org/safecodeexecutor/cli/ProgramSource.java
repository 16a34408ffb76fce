package org.safecodeexecutor.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.archive.Project;
import org.safecodeexecutor.archive.ZipLimits;
import org.safecodeexecutor.archive.ZipProject;

/// Reads what the user wants to run: one file, a folder, a zip, or a script on stdin.
final class ProgramSource {
  static final String STDIN = "-";

  /// What is read of one file or of stdin.
  static final DataSize LARGEST = ZipLimits.DEFAULT.unpacked();

  private ProgramSource() {}

  /// The program as a submission without stdin, arguments and limits.
  ///
  /// @param source a path, or `-`
  /// @param entry of a folder or zip; empty lets the usual names decide
  static Submission read(String source, Optional<String> entry, InputStream stdin) {
    if (source.equals(STDIN)) {
      return script(bounded(stdin, "stdin"), entry);
    }
    Path path = Path.of(source);
    if (Files.isDirectory(path)) {
      return submission(ProjectFolder.read(path, ZipLimits.DEFAULT, entry));
    }
    if (!Files.isRegularFile(path)) {
      throw new CommandFailed(
          Files.exists(path, LinkOption.NOFOLLOW_LINKS)
              ? "neither a file nor a folder: " + source
              : "no such file: " + source);
    }
    byte[] bytes = file(path);
    return isZip(bytes)
        ? submission(ZipProject.read(bytes, ZipLimits.DEFAULT, entry))
        : script(bytes, entry);
  }

  /// A whole file. Throws [CommandFailed] when it is too large.
  static byte[] file(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return bounded(in, path.toString());
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /// All of a stream. Throws [CommandFailed] when it is too large.
  static byte[] bounded(InputStream in, String name) {
    try {
      int most = Math.toIntExact(LARGEST.bytes());
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new CommandFailed("%s is larger than %s".formatted(name, LARGEST));
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CommandFailed unreadable(Path path, IOException e) {
    return new CommandFailed("cannot read %s: %s".formatted(path, e.getMessage()), e);
  }

  /// By the first bytes, as the kernel tells programs apart; a name may say anything.
  private static boolean isZip(byte[] bytes) {
    return startsWith(bytes, "PK\003\004") || startsWith(bytes, "PK\005\006");
  }

  private static boolean startsWith(byte[] bytes, String start) {
    byte[] expected = start.getBytes(StandardCharsets.US_ASCII);
    return bytes.length >= expected.length
        && Arrays.equals(bytes, 0, expected.length, expected, 0, expected.length);
  }

  private static Submission script(byte[] code, Optional<String> entry) {
    if (entry.isPresent()) {
      throw new CommandFailed("--entry is for folders and zip archives");
    }
    SourceFile file = new SourceFile(Submission.SCRIPT, Content.of(code));
    return Submission.python(List.of(file), Submission.SCRIPT);
  }

  private static Submission submission(Project project) {
    return Submission.python(project.files(), project.entry());
  }
}
