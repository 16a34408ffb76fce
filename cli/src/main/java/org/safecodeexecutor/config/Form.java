package org.safecodeexecutor.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.safecodeexecutor.api.CpuShare;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.InvalidSubmission;
import org.safecodeexecutor.api.SandboxesConfig;

/// How a text becomes a value of one type.
///
/// @param description what a value looks like, for messages
/// @param reader throws [InvalidSubmission] or [IllegalArgumentException] on what it cannot read
record Form<T>(String description, Function<String, T> reader) {
  T parse(String text) {
    return reader.apply(text);
  }

  static Form<String> text() {
    return new Form<>("a text", Form::notBlank);
  }

  static Form<Path> path() {
    return new Form<>("a path", text -> Path.of(notBlank(text)));
  }

  static Form<Integer> whole() {
    return new Form<>("a whole number", Form::wholeNumber);
  }

  static Form<Boolean> yesOrNo() {
    return new Form<>("true or false", Form::truth);
  }

  static Form<DataSize> size() {
    return new Form<>("a size such as 64MiB", DataSize::parse);
  }

  static Form<Duration> duration() {
    return new Form<>("a duration such as 10s", TimeSpan::parse);
  }

  static Form<CpuShare> share() {
    return new Form<>("a number of processors such as 0.5", CpuShare::parse);
  }

  static Form<SandboxesConfig.Gvisor> gvisor() {
    return new Form<>("off, auto or required", SandboxesConfig.Gvisor::parse);
  }

  static Form<SandboxesConfig.Interpreter> interpreter() {
    return new Form<>("warm or fresh", SandboxesConfig.Interpreter::parse);
  }

  static Form<List<String>> names() {
    return new Form<>("names with commas between them", Form::separated);
  }

  private static List<String> separated(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static String notBlank(String text) {
    if (text.isBlank()) {
      throw new InvalidSubmission("must not be empty");
    }
    return text;
  }

  private static int wholeNumber(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new InvalidSubmission("not a whole number below 2^31: \"" + text + '"', e);
    }
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidSubmission("write true or false");
    };
  }
}
