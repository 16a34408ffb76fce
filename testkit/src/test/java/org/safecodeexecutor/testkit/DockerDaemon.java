package org.safecodeexecutor.testkit;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.engine.container.Instance;
import org.safecodeexecutor.engine.container.OciRuntime;
import org.safecodeexecutor.engine.docker.RunnerImageBuilder;
import org.safecodeexecutor.image.ImageCatalogue;
import org.safecodeexecutor.image.ProgressListener;

/// A Docker daemon of the tests' own, with a socket and directories of its own and no network,
/// started for the first class that needs it and stopped after the last one. Its image is made of
/// the root file system in the test data directory, so no registry is needed.
///
/// Whoever connects finds it by the system property `DOCKER_HOST`.
final class DockerDaemon implements BeforeAllCallback, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  private static final String HOST = "DOCKER_HOST";

  /// The user whose ids containers get where users are mapped.
  private static final String MAPPED = "sce-mapped";

  private final @Nullable String before = System.getProperty(HOST);
  private List<String> flags = List.of();
  private OptionalInt ids = OptionalInt.empty();
  private @Nullable Path directory;
  private @Nullable Process containerd;
  private @Nullable Process process;

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(DockerDaemon.class, _ -> started(false, List.of()), DockerDaemon.class);
  }

  /// Its image `python-science`, too, where there is a root file system for it; takes most of a
  /// minute.
  static final class WithScience implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(WithScience.class, _ -> buildImageIfThere(ScienceContract.SCIENCE));
    }
  }

  /// One that is not shared, for tests that break it; its disk can be filled.
  static DockerDaemon onSmallDisk() {
    return started(true, List.of());
  }

  /// One that is not shared, and listens elsewhere, too.
  static DockerDaemon with(List<String> flags) {
    return started(true, flags);
  }

  /// One that is not shared, and gives ids in containers others outside.
  ///
  /// @param ids 65,536, from this one on
  static DockerDaemon mappingUsers(int ids) {
    DockerDaemon daemon = new DockerDaemon();
    daemon.ids = OptionalInt.of(ids);
    daemon.flags = List.of("--userns-remap=" + MAPPED);
    return daemon.started(true);
  }

  private static DockerDaemon started(boolean onSmallDisk, List<String> flags) {
    DockerDaemon daemon = new DockerDaemon();
    daemon.flags = flags;
    return daemon.started(onSmallDisk);
  }

  private DockerDaemon started(boolean onSmallDisk) {
    requireDockerd();
    try {
      directory = Files.createTempDirectory("sce-docker-");
      if (onSmallDisk) {
        mountDisk("900m");
      } else if (isOverlay(directory())) {
        mountDisk("4g"); // an overlay cannot lie on another one
      }
      startContainerd();
      start();
      buildImage();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private static void requireDockerd() {
    boolean there =
        Stream.of("/usr/sbin/dockerd", "/usr/bin/dockerd", "/usr/local/bin/dockerd")
            .anyMatch(path -> new File(path).canExecute());
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!(there && root) && !TestHost.isRequired()) {
      Assumptions.abort("needs root and a dockerd: apt-get install -y docker.io");
    }
  }

  /// One of our own: a daemon would use the host's where that runs.
  private void startContainerd() throws IOException {
    Path here = directory();
    String configuration =
        """
        version = 2
        root = "%1$s/containerd"
        state = "%1$s/containerd-state"
        disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]
        [grpc]
          address = "%1$s/containerd.sock"
        """
            .formatted(here);
    Path file = Files.writeString(here.resolve("containerd.toml"), configuration);
    List<String> command = new ArrayList<>(ids.isPresent() ? inItsOwnEtc() : List.of());
    command.addAll(List.of("containerd", "--config", file.toString()));
    containerd =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(here.resolve("containerd.log").toFile())
            .start();
    await("containerd")
        .atMost(PATIENCE)
        .until(() -> Files.exists(here.resolve("containerd.sock.ttrpc")));
  }

  /// A command line that goes on in a mount namespace of its own, in which there is a user with ids
  /// to map: the daemon knows users from `/etc` alone.
  private List<String> inItsOwnEtc() throws IOException {
    Path etc = directory().resolve("etc");
    run("cp", "-a", "/etc", etc.toString());
    run("chmod", "711", directory().toString()); // root of a container passes through
    append(etc.resolve("passwd"), MAPPED + ":x:498:498::/:/bin/false");
    append(etc.resolve("group"), MAPPED + ":x:498:");
    for (String file : List.of("subuid", "subgid")) {
      append(etc.resolve(file), "%s:%d:65536".formatted(MAPPED, ids.getAsInt()));
    }
    return List.of(
        "unshare", "--mount", "sh", "-c", "mount --bind $0 /etc && exec \"$@\"", etc.toString());
  }

  private static void append(Path file, String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private List<String> besideContainerd() {
    Process running = containerd;
    return ids.isPresent() && running != null
        ? List.of("nsenter", "--mount=/proc/%d/ns/mnt".formatted(running.pid()))
        : List.of();
  }

  void start() throws IOException {
    Path here = directory();
    List<String> command = new ArrayList<>(besideContainerd());
    command.addAll(
        List.of(
            "dockerd",
            "--host=" + host(),
            "--data-root=" + here.resolve("data"),
            "--exec-root=" + here.resolve("exec"),
            "--pidfile=" + here.resolve("pid"),
            "--containerd=" + here.resolve("containerd.sock"),
            "--config-file=" + writeConfiguration(),
            "--exec-opt=native.cgroupdriver=cgroupfs",
            "--cgroup-parent=/" + controlGroup(),
            "--bridge=none",
            "--iptables=false",
            "--ip6tables=false",
            "--ip-forward=false",
            "--ip-masq=false"));
    command.addAll(flags);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(here.resolve("log").toFile()))
            .start();
    System.setProperty(HOST, host());
    await("the Docker daemon").atMost(PATIENCE).until(this::answers);
  }

  private Path writeConfiguration() throws IOException {
    String flags =
        OciRuntime.find("runsc").flags().stream().collect(joining("\", \"", "[\"", "\"]"));
    return Files.writeString(
        directory().resolve("daemon.json"),
        "{\"runtimes\": {\"runsc\": {\"path\": \"runsc\", \"runtimeArgs\": %s}}}".formatted(flags));
  }

  /// Named so that a look at the host tells these containers from those of its own daemon.
  static String controlGroup() {
    return Instance.cgroupPrefix(TestHost.config().dataDirectory().resolve("run")) + "docker";
  }

  private boolean answers() throws IOException {
    return Files.exists(socket())
        && Files.readString(directory().resolve("log")).contains("API listen on");
  }

  /// As a crash does: without a chance to end its containers.
  void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      process = null;
    }
  }

  void restartWith(List<String> others) throws IOException, InterruptedException {
    end(process);
    flags = others;
    restart();
  }

  void restart() throws IOException {
    Files.writeString(directory().resolve("log"), "");
    Files.deleteIfExists(directory().resolve("pid"));
    Files.deleteIfExists(socket());
    start();
  }

  private static boolean isOverlay(Path directory) throws IOException {
    return Files.getFileStore(directory).type().equals("overlay");
  }

  private void mountDisk(String size) throws IOException {
    Path data = Files.createDirectory(directory().resolve("data"));
    run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", data.toString());
  }

  void fillDisk() throws IOException {
    try (OutputStream filler = Files.newOutputStream(filler())) {
      byte[] piece = new byte[64 * 1024];
      while (true) {
        filler.write(piece);
      }
    } catch (IOException full) {
      if (Files.getFileStore(filler()).getUsableSpace() > 1 << 20) {
        throw full;
      }
    }
  }

  void emptyDisk() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return directory().resolve("data/filler");
  }

  /// What the ordinary command line says.
  String docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker", "-H", host()));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void buildImage() {
    if (!buildImageIfThere(RuntimeId.PYTHON)) {
      throw new IllegalStateException("no image in the test data directory");
    }
  }

  private static boolean buildImageIfThere(RuntimeId id) {
    var image = new ImageCatalogue(TestHost.config().dataDirectory()).find(id);
    try (RunnerImageBuilder builder = new RunnerImageBuilder()) {
      image.ifPresent(
          found -> builder.build(id, RunnerImageBuilder.Base.of(found), ProgressListener.NONE));
    }
    return image.isPresent();
  }

  Path directory() {
    Path known = directory;
    if (known == null) {
      throw new IllegalStateException("not started");
    }
    return known;
  }

  String host() {
    return "unix://" + socket();
  }

  private Path socket() {
    return directory().resolve("docker.sock");
  }

  @Override
  public void close() {
    try {
      end(process);
      end(containerd);
      endWhatIsLeft();
      unmount();
      removeControlGroups();
      restoreHost();
      deleteTree(directory());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(@Nullable Process running) throws InterruptedException {
    if (running != null) {
      running.destroy();
      if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    }
  }

  /// Containers outlive a daemon that is killed, until the next one ends them.
  private void endWhatIsLeft() {
    Stream.concat(
            HostState.processesWith(directory().toString()).stream(),
            HostState.processesIn(controlGroup()).stream())
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .filter(each -> !each.equals(ProcessHandle.current()))
        .forEach(ProcessHandle::destroyForcibly);
  }

  /// What a daemon that was killed has left mounted, too.
  private void unmount() {
    String here = directory().toString();
    try (Stream<String> table = Files.lines(Path.of("/proc/self/mounts"))) {
      table
          .map(line -> line.split(" ", 3)[1])
          .filter(place -> place.startsWith(here))
          .sorted(Comparator.reverseOrder())
          .forEach(place -> run("umount", "--lazy", place));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One in each hierarchy, with those of containers that outlived their daemon.
  private static void removeControlGroups() throws IOException {
    await().atMost(PATIENCE).until(() -> HostState.processesIn(controlGroup()).isEmpty());
    removeGroups(CGROUPS.resolve(controlGroup()));
    try (Stream<Path> hierarchies = Files.list(CGROUPS)) {
      for (Path hierarchy : hierarchies.toList()) {
        removeGroups(hierarchy.resolve(controlGroup()));
      }
    }
  }

  private static void removeGroups(Path top) throws IOException {
    if (Files.isDirectory(top)) {
      try (Stream<Path> groups = Files.walk(top)) {
        for (Path group : groups.sorted(Comparator.reverseOrder()).toList()) {
          if (Files.isDirectory(group)) {
            Files.delete(group);
          }
        }
      }
    }
  }

  private void restoreHost() {
    if (before == null) {
      System.clearProperty(HOST);
    } else {
      System.setProperty(HOST, before);
    }
  }

  private static void deleteTree(Path top) {
    try (Stream<Path> tree = Files.walk(top)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
