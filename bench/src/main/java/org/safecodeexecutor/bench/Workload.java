package org.safecodeexecutor.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.Submission;

/// A program that is run over and over. Its output is compared each time, except over HTTP, where
/// the status is.
enum Workload {
  HELLO("print(2 + 2)", "python", "4\n"),
  TEN_IMPORTS(
      "a script with ten imports",
      "python",
      "{\"best\": 20, \"kinds\": 3, \"day\": \"2024-03-01\"}\n"),
  NUMPY_HELLO("import numpy", "python-science", "4\n");

  private final String title;
  private final String image;
  private final String expected;

  Workload(String title, String image, String expected) {
    this.title = title;
    this.image = image;
    this.expected = expected;
  }

  String title() {
    return title;
  }

  RuntimeId runtime() {
    return new RuntimeId(image);
  }

  String expected() {
    return expected;
  }

  String code() {
    return resource("workloads/" + name().toLowerCase(Locale.ROOT) + ".py");
  }

  Submission submission() {
    return Submission.python(code()).withRuntime(runtime());
  }

  static String resource(String name) {
    try (InputStream in = Workload.class.getResourceAsStream("/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
