package org.safecodeexecutor.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.api.Submission;

/// No defence at all: the `python3` of this host, with a prefix that says as whom. Every program
/// that is run here is written to stop by itself after doing a little.
final class HostTarget implements Target {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final String PYTHON = "python3";
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  private final String name;
  private final List<String> prefix;

  private HostTarget(String name, List<String> prefix) {
    this.name = name;
    this.prefix = prefix;
  }

  /// As whoever runs this.
  static HostTarget asIs() {
    return new HostTarget("python3 on the host", List.of());
  }

  /// As `nobody`, for what root may do and users may not.
  static HostTarget asUser() {
    return new HostTarget("python3 on the host, as nobody", AS_NOBODY);
  }

  /// As root of new namespaces, where it has every right and can harm nothing.
  ///
  /// SECURITY: settings of this host — the root of a namespace that is the host's root may still
  /// write to /proc/sys, so it is nobody there.
  static HostTarget unshared() {
    List<String> prefix = new ArrayList<>(AS_NOBODY);
    prefix.addAll(
        List.of(
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "--pid",
            "--fork",
            "--net",
            "--ipc",
            "--uts",
            "--cgroup",
            "--mount-proc",
            "--kill-child"));
    return new HostTarget("python3 as root of new namespaces", prefix);
  }

  /// Why nothing can be run here, if so.
  Optional<String> obstacle() {
    String answer = run(Submission.python("print(6 * 7)")).stdout().strip();
    return answer.equals("42") ? Optional.empty() : Optional.of(name + " does not work here");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "host";
  }

  @Override
  public Answer run(Submission submission) {
    try (Running running = begin(submission)) {
      return running.await();
    }
  }

  @Override
  public Background start(Submission submission) {
    Running running = begin(submission);
    running.awaitReady();
    return running;
  }

  private Running begin(Submission submission) {
    Path directory = null;
    try {
      directory = Files.createTempDirectory("sce-attack-control");
      lay(submission, directory);
      return new Running(directory, process(submission, directory));
    } catch (IOException e) {
      delete(directory);
      return new Running(null, null);
    }
  }

  private static void lay(Submission submission, Path directory) throws IOException {
    for (SourceFile file : submission.files()) {
      Path path = directory.resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.write(path, file.content().toByteArray());
    }
    Files.createFile(directory.resolve("stderr"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Process process(Submission submission, Path directory) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("timeout", "--kill-after=1", "15", PYTHON, submission.entry()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(directory.resolve("stderr").toFile());
    builder.environment().put("SCE_ATTACK_SECRET", "a password of the service");
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    return builder.start();
  }

  private static void delete(@Nullable Path directory) {
    if (directory == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException | UncheckedIOException e) {
      return; // what is left is in the directory of temporary files
    }
  }

  @Override
  public void close() {}

  private static final class Running implements Background {
    private final @Nullable Path directory;
    private final @Nullable Process process;
    private final StringBuilder printed = new StringBuilder();
    private final long start = System.nanoTime();

    private Running(@Nullable Path directory, @Nullable Process process) {
      this.directory = directory;
      this.process = process;
    }

    private void awaitReady() {
      if (process == null) {
        return;
      }
      try {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        String line = reader.readLine();
        while (line != null && !line.contains("ready")) {
          printed.append(line).append('\n');
          line = reader.readLine();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Answer await() {
      if (process == null || directory == null) {
        return new Answer("", "", "did not start", Duration.ZERO);
      }
      try {
        process.inputReader(StandardCharsets.UTF_8).lines().forEach(l -> printed.append(l + "\n"));
        boolean ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        return new Answer(
            printed.toString(),
            Files.readString(directory.resolve("stderr"), StandardCharsets.ISO_8859_1),
            ended ? "exit code " + process.exitValue() : "did not end",
            Duration.ofNanos(System.nanoTime() - start));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Answer("", "", "interrupted", Duration.ZERO);
      }
    }

    @Override
    public void close() {
      if (process != null) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      delete(directory);
    }
  }
}
