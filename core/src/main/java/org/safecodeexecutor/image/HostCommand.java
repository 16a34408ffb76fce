package org.safecodeexecutor.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.safecodeexecutor.api.DependencyUnavailable;

/// Runs a command of the host to its end. Interrupting the calling thread ends the command and
/// everything that it started.
final class HostCommand {
  /// A fixed environment: what the caller happens to have set must not change an image. Only the
  /// proxies are passed on.
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C.UTF-8", "HOME", "/");

  private static final int REMEMBERED_LINES = 12;

  private final List<String> line;
  private final String missing;

  /// @param missing what to tell an operator on whose host the command is not installed
  HostCommand(List<String> line, String missing) {
    this.line = List.copyOf(line);
    this.missing = missing;
  }

  /// How a command ended, and the last lines that it printed.
  record Result(int exitCode, List<String> lastLines) {
    Result {
      lastLines = List.copyOf(lastLines);
    }

    boolean printed(String text) {
      return lastLines.stream().anyMatch(each -> each.contains(text));
    }
  }

  /// Passes each line of the output and error streams to `lines`, from another thread.
  Result run(Consumer<String> lines) {
    Process process = start();
    Deque<String> last = new ArrayDeque<>();
    try {
      Thread reader = Thread.ofVirtual().start(() -> read(process, lines, last));
      int code = process.waitFor();
      reader.join();
      return new Result(code, List.copyOf(last));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DependencyUnavailable("Building the image was interrupted.", e);
    } finally {
      end(process);
    }
  }

  private Process start() {
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> !name.endsWith("_proxy"));
    builder.environment().putAll(ENVIRONMENT);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new DependencyUnavailable(missing, e);
    }
  }

  private static void read(Process process, Consumer<String> lines, Deque<String> last) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader
          .lines()
          .forEach(text -> {
            if (last.size() == REMEMBERED_LINES) {
              last.removeFirst();
            }
            last.addLast(text);
            lines.accept(text);
          });
    } catch (IOException | UncheckedIOException e) {
      last.addLast("(the rest of the output was lost: " + e.getMessage() + ")");
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
