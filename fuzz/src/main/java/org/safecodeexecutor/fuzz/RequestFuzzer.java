package org.safecodeexecutor.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.engine.Program;
import org.safecodeexecutor.engine.warm.Request;

/// The cell protocol, from the host to a sandbox. Its reader is in C: it is compiled with the
/// compiler's checks of memory and of undefined behaviour, together with a fuzzer, `request.c`.
///
/// @param top of the project
/// @param directory for what is compiled
/// @param finding where an input goes that broke the reader
record RequestFuzzer(Path top, Path directory, Path finding) {
  static final String NAME = "request";

  private static final List<String> COMPILER =
      List.of(
          "cc",
          "-std=c11",
          "-O1",
          "-g",
          "-Wall",
          "-Wextra",
          "-fsanitize=address,undefined",
          "-fno-sanitize-recover=all");

  /// What the reader calls, and the fuzzer answers.
  private static final List<String> CALLS =
      List.of("read", "open", "close", "mkdir", "chdir", "malloc", "calloc", "strndup", "_exit");

  /// Compiles.
  ///
  /// @return the command that fuzzes for that long; its exit code is 0 when nothing was found
  List<String> command(Duration time, long seed) throws IOException, InterruptedException {
    compileReader();
    compile(List.of("-o", NAME, source("fuzz/request.c"), "request.o", "reader.o"));
    List<String> command = new ArrayList<>();
    command.add(directory.resolve(NAME).toString());
    command.addAll(List.of(Long.toString(time.toSeconds()), Long.toString(seed)));
    command.add(finding.toString());
    command.add(Files.write(directory.resolve("true-request"), trueRequest()).toString());
    try (Stream<Path> seeds = Files.list(top.resolve("fuzz/seeds").resolve(NAME))) {
      seeds.sorted().map(Path::toString).forEach(command::add);
    }
    return command;
  }

  private void compileReader() throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(List.of("-c", "-fsanitize-coverage=trace-pc"));
    CALLS.forEach(call -> options.add("-D" + call + "=fuzzed_" + call));
    options.add(source("supervisor/request.c"));
    options.add(source("supervisor/reader.c"));
    compile(options);
  }

  private String source(String path) {
    return top.resolve(path).toString();
  }

  private void compile(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(COMPILER);
    command.addAll(options);
    int status =
        new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException(String.join(" ", command) + ": exit code " + status);
    }
  }

  /// As the host sends it, so that the fuzzer begins with what is read today.
  private static byte[] trueRequest() {
    SourceFile script = SourceFile.ofText("main.py", "print(1)\n");
    SourceFile module = SourceFile.ofText("package/module.py", "pass\n");
    Program program =
        new Program(
            List.of(script, module),
            List.of("/usr/bin/python3", "/workspace/main.py"),
            Content.ofText("input\n"));
    return Request.encode(program, Limits.DEFAULT).array();
  }
}
