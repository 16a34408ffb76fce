package org.safecodeexecutor.fuzz;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.safecodeexecutor.http.Intake;
import org.safecodeexecutor.http.Refusals;

/// The readers of bytes that others chose. Each takes bytes, and throws when a promise is broken.
public enum Target {
  /// The JSON body of `POST /run`, up to the submission.
  JSON,
  /// The content type and the query of `POST /run`.
  HEADERS,
  /// A form with a zip.
  MULTIPART,
  /// A zip, up to the files of a project.
  ZIP,
  /// A configuration file.
  SETTINGS,
  /// The cell protocol, from a sandbox to the host: frames.
  FRAMES,
  /// What a connection says while there is no room for programs.
  REFUSALS;

  /// Tells the process of the fuzzer which target is meant; without it, the [#letter()] before each
  /// input does.
  static final String PROPERTY = "fuzz.target";

  public void check(byte[] input) {
    switch (this) {
      case JSON -> Intake.json(input);
      case HEADERS -> Intake.headers(input);
      case MULTIPART -> Intake.form(input);
      case ZIP -> ZipTarget.check(input);
      case SETTINGS -> SettingsTarget.check(input);
      case FRAMES -> FramesTarget.check(input);
      case REFUSALS -> Refusals.check(input);
    }
  }

  /// What Jazzer calls.
  public static void fuzzerTestOneInput(byte[] input) {
    String chosen = System.getProperty(PROPERTY);
    if (chosen != null) {
      valueOf(chosen).check(input);
      return;
    }
    Stream.of(values())
        .filter(target -> input.length > 0 && input[0] == target.letter())
        .forEach(target -> target.check(Arrays.copyOfRange(input, 1, input.length)));
  }

  /// The first of its name, which no other has.
  byte letter() {
    return (byte) toString().charAt(0);
  }

  /// As on the command line and in `seeds/`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
