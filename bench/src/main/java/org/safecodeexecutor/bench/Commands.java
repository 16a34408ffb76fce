package org.safecodeexecutor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.safecodeexecutor.bench.CommandSubject.Place;
import org.safecodeexecutor.image.RuntimeImage;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The rivals: the bare interpreter, the kernel alone, and sandboxes as one starts them on a
/// command line.
final class Commands {
  static final String DOCKER = "docker run";

  private static final String PYTHON = "/usr/bin/python3";
  private static final String SCRIPT = "/workspace/script.py";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path launch;
  private final Path work;
  private final List<Place> places = new ArrayList<>();

  /// @param work an empty directory for whatever they need
  Commands(Path work) throws IOException {
    this.work = work;
    this.launch = Tool.unpack("launch", work);
  }

  /// Lets the commands run a workload in an image.
  void add(Workload workload, RuntimeImage image) throws IOException, InterruptedException {
    Path workspace = Files.createDirectory(work.resolve(workload.name()));
    Files.writeString(workspace.resolve("script.py"), workload.code());
    Path bundle = Files.createDirectory(work.resolve(workload.name() + "-bundle"));
    Place place = new Place(workload, image.rootfs(), workspace, bundle);
    writeBundle(place);
    places.add(place);
  }

  /// As `runc spec` writes it, but for the root, the command and the script.
  private static void writeBundle(Place place) throws IOException, InterruptedException {
    var _ = Tool.lines(List.of("runc", "spec", "--bundle", place.bundle().toString()));
    Path file = place.bundle().resolve("config.json");
    ObjectNode config = (ObjectNode) JSON.readTree(Files.readString(file));
    config.withObject("root").put("path", place.rootfs().toString()).put("readonly", true);
    config.withObject("process").put("terminal", false).putArray("args").add(PYTHON).add(SCRIPT);
    config
        .withArray("mounts")
        .addObject()
        .put("destination", "/workspace")
        .put("source", place.workspace().toString())
        .put("type", "bind")
        .putArray("options")
        .add("bind")
        .add("ro");
    Files.writeString(file, JSON.writeValueAsString(config));
  }

  /// Docker is among them only where its daemon can be reached.
  List<Subject> all() throws IOException, InterruptedException {
    List<Subject> all =
        new ArrayList<>(List.of(bare(), Floor.subject(work, places), bubblewrap(), runc()));
    if (Tool.succeeds("timeout", "5", "docker", "info")) {
      importIntoDocker();
      all.add(docker());
    }
    return all;
  }

  private void importIntoDocker() throws IOException, InterruptedException {
    for (Place place : places) {
      String importing =
          "tar -C '%s' -c . | docker import - %s".formatted(place.rootfs(), dockerImage(place));
      var _ = Tool.lines(List.of("sh", "-c", importing));
    }
  }

  private CommandSubject bare() {
    return new CommandSubject(
        Rounds.BARE,
        "chroot(2) into the image, then execve of python3 /workspace/script.py; no sandbox",
        launch,
        places,
        true,
        place -> place.rootfs().toString(),
        _ -> List.of(PYTHON, SCRIPT));
  }

  private CommandSubject bubblewrap() {
    return sandbox(
        "bwrap",
        "bwrap --ro-bind ROOTFS / --unshare-all --proc /proc --dev /dev --ro-bind SCRIPT /workspace;"
            + " no cgroup, no limits, no seccomp",
        place ->
            List.of(
                "bwrap",
                "--ro-bind",
                place.rootfs().toString(),
                "/",
                "--unshare-all",
                "--proc",
                "/proc",
                "--dev",
                "/dev",
                "--ro-bind",
                place.workspace().toString(),
                "/workspace",
                PYTHON,
                SCRIPT));
  }

  private CommandSubject runc() {
    return sandbox(
        "runc run",
        "runc run with the config.json of `runc spec`; no limits, no seccomp",
        place ->
            List.of(
                "runc",
                "--root",
                work.resolve("runc").toString(),
                "run",
                "--bundle",
                place.bundle().toString(),
                "sce-bench-" + ProcessHandle.current().pid()));
  }

  private CommandSubject docker() {
    return sandbox(
        DOCKER,
        "docker run --rm --network none --read-only --memory 128m --cpus 0.5 --pids-limit 64 of the"
            + " image, imported",
        Commands::dockerRun);
  }

  private static List<String> dockerRun(Place place) {
    List<String> command = new ArrayList<>(DockerClient.command());
    command.addAll(
        List.of(
            "run",
            "--rm",
            "--network=none",
            "--read-only",
            "--memory=128m",
            "--cpus=0.5",
            "--pids-limit=64",
            "--volume=" + place.workspace() + ":/workspace:ro",
            dockerImage(place),
            PYTHON,
            SCRIPT));
    return command;
  }

  private static String dockerImage(Place place) {
    return "sce-bench:" + place.workload().runtime();
  }

  private CommandSubject sandbox(String name, String what, Function<Place, List<String>> command) {
    return new CommandSubject(name, what, launch, places, false, _ -> "/", command);
  }
}
