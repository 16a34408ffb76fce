package org.safecodeexecutor.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.safecodeexecutor.api.SourceFile;

/// Runs a program by the host's own `python3`, with no sandbox around it: the positive control,
/// which shows that an attack that fails inside would work outside. Only for programs that do no
/// harm.
final class HostPython implements AutoCloseable {
  private final Path directory;
  private final Process process;

  private HostPython(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
  }

  /// Runs to the end and returns what was printed.
  static String run(String code, String... arguments) {
    try (HostPython python = start(code, arguments)) {
      String printed =
          new String(python.process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!python.process.waitFor(20, TimeUnit.SECONDS)) {
        throw new AssertionError("the control did not end");
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /// Starts a program that is ended by [#close].
  static HostPython start(String code, String... arguments) {
    Path python = Path.of("/usr/bin/python3");
    Assumptions.assumeTrue(Files.isExecutable(python), "the control needs " + python);
    try {
      Path directory = Files.createTempDirectory("contract-control");
      for (SourceFile file : Programs.files(code)) {
        Files.write(directory.resolve(file.path()), file.content().toByteArray());
      }
      List<String> command = new ArrayList<>(List.of(python.toString(), "script.py"));
      command.addAll(List.of(arguments));
      return new HostPython(
          directory,
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for the program's first line.
  String awaitLine() {
    try {
      return String.valueOf(process.inputReader(StandardCharsets.UTF_8).readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
