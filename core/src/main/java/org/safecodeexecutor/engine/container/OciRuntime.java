package org.safecodeexecutor.engine.container;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.isolation.HostPrograms;

/// The program that makes containers, called by the command line that runc, crun and runsc share.
///
/// @param version its first line of `--version`, such as `runc 1.1.5`
/// @param flags before every command
public record OciRuntime(Path program, String version, List<String> flags) {
  private static final long LONGEST_CALL_SECONDS = 30;

  /// Looks a runtime up: an absolute path, or a name in PATH. Throws [DependencyUnavailable] when
  /// it is not there.
  public static OciRuntime find(String name) {
    Path program =
        HostPrograms.find(name)
            .orElseThrow(() ->
                new DependencyUnavailable(
                    "the OCI runtime \"%s\" is not installed; try: apt-get install -y %s"
                        .formatted(name, Path.of(name).getFileName())));
    String version = versionOf(program);
    return new OciRuntime(program, version, Gvisor.is(version) ? Gvisor.flags(program) : List.of());
  }

  /// Whether its sandboxes have a kernel of their own.
  public boolean isGvisor() {
    return Gvisor.is(version);
  }

  private static String versionOf(Path program) {
    try {
      Process process = new ProcessBuilder(program.toString(), "--version").start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() == 0 && !text.isBlank()) {
        return text.lines().findFirst().orElseThrow().replace(" version", "");
      }
    } catch (IOException e) {
      throw new DependencyUnavailable(program + " cannot be executed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new DependencyUnavailable(program + " --version says nothing; is it an OCI runtime?");
  }

  /// Starts a container whose process 1 gets these streams, and returns once it runs on its own.
  void start(Path root, RunDirectory directory, String id, File stdin, File stdout) {
    List<String> call = new ArrayList<>(call(root));
    call.addAll(List.of("--log", directory.log().toString(), "--log-format", "json"));
    call.addAll(List.of("run", "--detach", "--bundle", directory.path().toString()));
    call.addAll(List.of("--pid-file", directory.pidFile().toString(), id));
    ProcessBuilder builder =
        new ProcessBuilder(call)
            .redirectInput(stdin)
            .redirectOutput(stdout)
            .redirectError(directory.errors());
    int code = finish(builder, "start");
    if (code != 0) {
      throw new EngineFailure("start", reason(directory.log()), null);
    }
  }

  /// Ends and removes a container with its cgroup, if it is there.
  void delete(Path root, String id) {
    List<String> call = new ArrayList<>(call(root));
    call.addAll(List.of("delete", "--force", id));
    ProcessBuilder builder =
        new ProcessBuilder(call)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    finish(builder, "delete");
  }

  private List<String> call(Path root) {
    List<String> call = new ArrayList<>(List.of(program.toString(), "--root", root.toString()));
    call.addAll(flags);
    return call;
  }

  /// SECURITY: secrets of the service in the runtime's environment, from where they could reach a
  /// container (Judge0 #564) — the runtime gets PATH and nothing else.
  private static int finish(ProcessBuilder builder, String stage) {
    builder.environment().keySet().retainAll(List.of("PATH"));
    try {
      Process process = builder.start();
      try {
        if (!process.waitFor(LONGEST_CALL_SECONDS, TimeUnit.SECONDS)) {
          throw new EngineFailure(stage, "the OCI runtime does not answer", null);
        }
        return process.exitValue();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new DependencyUnavailable("the OCI runtime cannot be executed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineFailure(stage, "interrupted", e);
    }
  }

  /// The runtime's last message. Only operators see it in full; it names paths of the host.
  private static String reason(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.isEmpty() ? "the OCI runtime gave no reason" : lines.getLast();
    } catch (IOException | UncheckedIOException e) {
      return "the OCI runtime left no log";
    }
  }
}
