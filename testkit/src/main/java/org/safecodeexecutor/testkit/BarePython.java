package org.safecodeexecutor.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.safecodeexecutor.image.RuntimeImage;
import org.safecodeexecutor.isolation.Confinement;

/// Runs a script by an image's `python3` with no sandbox around it, but for another root directory
/// and another user: what a program does when nothing confines it. What is read-only in a sandbox
/// is so here too.
final class BarePython {
  /// In a mount namespace of its own, so that nothing of it is left.
  private static final String ENTER =
      """
      root=$1; workspace=$2; shift 2
      mount --bind "$root" "$root"
      cd "$root"
      mount -o remount,bind,ro "$root"
      mount -t proc proc "$root/proc"
      mount -t tmpfs -o mode=755 tmpfs "$root/dev"
      for each in null zero full random urandom tty; do
        : > "$root/dev/$each"; mount --bind "/dev/$each" "$root/dev/$each"
      done
      ln -s /proc/self/fd "$root/dev/fd"
      ln -s fd/0 "$root/dev/stdin"; ln -s fd/1 "$root/dev/stdout"; ln -s fd/2 "$root/dev/stderr"
      mkdir -m 1777 "$root/dev/shm"
      mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
      mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
      mount --bind "$workspace" "$root/workspace"
      mount -o remount,bind,ro "$root/workspace"
      exec chroot --userspec=1000:1000 --groups= "$root" /bin/sh -ec 'cd /workspace; exec "$@"' sh "$@"
      """;

  private BarePython() {}

  /// Runs to the end.
  static LibraryTestRun run(RuntimeImage image, String script, String argument) {
    try {
      Path workspace = Files.createTempDirectory("bare-python");
      Files.writeString(workspace.resolve("script.py"), script);
      Files.setPosixFilePermissions(workspace, PosixFilePermissions.fromString("rwxr-xr-x"));
      try {
        return run(image, workspace, argument);
      } finally {
        Files.delete(workspace.resolve("script.py"));
        Files.delete(workspace);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static LibraryTestRun run(RuntimeImage image, Path workspace, String argument)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("timeout", "300", "unshare", "--mount", "sh", "-ec", ENTER, "sh"));
    command.addAll(List.of(image.rootfs().toString(), workspace.toString()));
    command.addAll(image.commandFor("script.py", List.of(argument)));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(Confinement.ENVIRONMENT);
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    String end = code > 128 ? "Signaled[" + (code - 128) + "]" : "Exited[code=" + code + "]";
    return LibraryTestRun.of(end, printed, "");
  }
}
