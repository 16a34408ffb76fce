package org.safecodeexecutor.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.api.Submission;

/// The programs in `resources/programs`, each a file that says at its top what it tries.
public final class Programs {
  private static final String HELPER = "attempts";

  private Programs() {}

  /// The text of a program.
  ///
  /// @param name concern and name, as in `limits/fork_bomb`
  public static String text(String name) {
    String resource = "/programs/" + name + ".py";
    try (InputStream in = Programs.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no such program: " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A program with `attempts.py` beside it, ready to run.
  public static Submission submission(String name) {
    return Submission.python(files(text(name)), Submission.SCRIPT);
  }

  static List<SourceFile> files(String code) {
    return List.of(
        SourceFile.ofText(Submission.SCRIPT, code),
        SourceFile.ofText(HELPER + ".py", text(HELPER)));
  }
}
