package org.safecodeexecutor.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What one service has on the host: its processes, control groups, directories and mounts. Others
/// may run here at the same time; theirs are not seen.
///
/// @param controlGroup the name of the group that all sandboxes of the service are in
record Traces(Path dataDirectory, String controlGroup) {
  private static final Pattern GROUP = Pattern.compile("/(safe-code-executor-[^/\n]+)");

  /// Those of the service that a process of a sandbox belongs to.
  static Traces of(long pid, Path dataDirectory) {
    Matcher group = GROUP.matcher(read(Path.of("/proc/" + pid + "/cgroup")));
    if (!group.find()) {
      throw new IllegalStateException("process " + pid + " is in no sandbox");
    }
    return new Traces(dataDirectory, group.group(1));
  }

  /// The living processes in any sandbox of the service, and whatever stands guard there. A zombie
  /// is dead; how soon it is reaped is up to the host's process 1.
  List<Long> processes() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> read(Path.of("/proc/" + pid + "/cgroup")).contains(controlGroup))
        .filter(pid -> !read(Path.of("/proc/" + pid + "/status")).contains("State:\tZ"))
        .toList();
  }

  /// Control groups, directories and mounts. A thing of the same name that was made again is
  /// another one.
  Set<String> things() {
    Set<String> found = new TreeSet<>();
    directories(Path.of("/sys/fs/cgroup"), 3)
        .filter(path -> path.toString().contains(controlGroup))
        .forEach(group -> directories(group, 9).map(Traces::identity).forEach(found::add));
    directories(dataDirectory.resolve("run"), 9)
        .filter(path -> dataDirectory.relativize(path).getNameCount() > 2)
        .map(Traces::identity)
        .forEach(found::add);
    read(Path.of("/proc/self/mountinfo"))
        .lines()
        .filter(line -> line.contains(dataDirectory.toString()))
        .forEach(found::add);
    return found;
  }

  private static Stream<Path> directories(Path top, int depth) {
    try (Stream<Path> tree = Files.find(top, depth, (_, file) -> file.isDirectory())) {
      return tree.toList().stream();
    } catch (IOException | UncheckedIOException vanished) {
      return Stream.of();
    }
  }

  private static String identity(Path path) {
    try {
      // the number alone will not do: a file system gives it away again
      return "%s, inode %s, made %s"
          .formatted(
              path, Files.getAttribute(path, "unix:ino"), Files.getAttribute(path, "creationTime"));
    } catch (IOException vanished) {
      return path.toString();
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException vanished) {
      return "";
    }
  }
}
