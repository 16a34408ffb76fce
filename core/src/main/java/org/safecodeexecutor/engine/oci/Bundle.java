package org.safecodeexecutor.engine.oci;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.image.RuntimeImage;
import org.safecodeexecutor.isolation.Confinement;
import org.safecodeexecutor.isolation.ResourceLimit;
import org.safecodeexecutor.isolation.SeccompProfile;
import org.safecodeexecutor.isolation.Tmpfs;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The `config.json` of a run (OCI runtime specification 1.0.2). A pure function of its parameters:
/// whoever builds this file owns the security model, so a golden file shows all of it.
///
/// @param image what the root file system is
/// @param command the program's command line
/// @param rootId the host's id for the container's root
/// @param programId the host's id for the program
/// @param workspace the host's directory with the program's files
/// @param supervisor the host's file that becomes process 1
/// @param cgroup the path of the run's control group
/// @param swap whether this kernel counts swap, so that it can be switched off for the run
record Bundle(
    RuntimeImage image,
    List<String> command,
    Limits limits,
    int rootId,
    int programId,
    Path workspace,
    Path supervisor,
    String cgroup,
    boolean swap) {
  /// Where the supervisor is in every image.
  static final String SUPERVISOR = "/.sce/supervisor";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final ObjectNode SECCOMP = SeccompProfile.load().toOci();
  private static final long CPU_PERIOD_MICROSECONDS = 100_000;

  byte[] toJson() {
    return JSON.writeValueAsBytes(toTree());
  }

  ObjectNode toTree() {
    ObjectNode config = JSON.createObjectNode().put("ociVersion", "1.0.2");
    process(config.putObject("process"));
    config.putObject("root").put("path", image.rootfs().toString()).put("readonly", true);
    config.put("hostname", Confinement.HOST_NAME);
    mounts(config.putArray("mounts"));
    linux(config.putObject("linux"));
    return config;
  }

  private void process(ObjectNode process) {
    process.put("terminal", false).put("cwd", "/").put("noNewPrivileges", true);
    process.putObject("user").put("uid", 0).put("gid", 0);
    String id = Integer.toString(Confinement.PROGRAM_ID);
    ArrayNode args = process.putArray("args");
    args.add(SUPERVISOR).add(id).add(id).add(RuntimeImage.WORKSPACE);
    command.forEach(args::add);
    ArrayNode env = process.putArray("env");
    new TreeMap<>(Confinement.ENVIRONMENT).forEach((name, value) -> env.add(name + "=" + value));
    ObjectNode capabilities = process.putObject("capabilities");
    for (String set : List.of("bounding", "effective", "permitted")) {
      addAll(capabilities.putArray(set), Confinement.SUPERVISOR_CAPABILITIES);
    }
    ArrayNode rlimits = process.putArray("rlimits");
    for (ResourceLimit limit : ResourceLimit.of(limits)) {
      rlimits
          .addObject()
          .put("type", limit.name())
          .put("soft", limit.soft())
          .put("hard", limit.hard());
    }
  }

  private void mounts(ArrayNode mounts) {
    mount(mounts, "/proc", "proc", "proc", List.of("nosuid", "nodev", "noexec"));
    mount(
        mounts,
        "/dev",
        "tmpfs",
        "tmpfs",
        List.of("nosuid", "noexec", "mode=755", "size=64k", "nr_inodes=64"));
    for (Tmpfs place : Tmpfs.of(limits)) {
      mount(mounts, place.path(), "tmpfs", "tmpfs", place.options());
    }
    List<String> readOnly = List.of("bind", "ro", "nosuid", "nodev");
    mount(mounts, RuntimeImage.WORKSPACE, "bind", workspace.toString(), readOnly);
    mount(mounts, SUPERVISOR, "bind", supervisor.toString(), readOnly);
  }

  private static void mount(
      ArrayNode mounts, String at, String type, String source, List<String> options) {
    ObjectNode mount = mounts.addObject().put("destination", at).put("type", type);
    addAll(mount.put("source", source).putArray("options"), options);
  }

  private void linux(ObjectNode linux) {
    for (String kind : List.of("uidMappings", "gidMappings")) {
      ArrayNode mappings = linux.putArray(kind);
      mapping(mappings, 0, rootId);
      mapping(mappings, Confinement.PROGRAM_ID, programId);
    }
    ArrayNode namespaces = linux.putArray("namespaces");
    Confinement.NAMESPACES.forEach(type -> namespaces.addObject().put("type", type));
    linux.put("cgroupsPath", "/" + cgroup);
    resources(linux.putObject("resources"));
    linux.set("seccomp", SECCOMP);
    addAll(linux.putArray("maskedPaths"), Confinement.MASKED_PATHS);
    addAll(linux.putArray("readonlyPaths"), Confinement.READ_ONLY_PATHS);
  }

  private static void mapping(ArrayNode mappings, int inside, int outside) {
    mappings.addObject().put("containerID", inside).put("hostID", outside).put("size", 1);
  }

  private void resources(ObjectNode resources) {
    resources.putArray("devices").addObject().put("allow", false).put("access", "rwm");
    long memory = limits.memory().bytes();
    ObjectNode memoryNode = resources.putObject("memory").put("limit", memory);
    if (swap) {
      memoryNode.put("swap", memory); // the sum of memory and swap: none of the latter
    }
    long quota =
        Math.multiplyExact(CPU_PERIOD_MICROSECONDS, limits.cpuShare().thousandths()) / 1000;
    resources.putObject("cpu").put("period", CPU_PERIOD_MICROSECONDS).put("quota", quota);
    // one more for the supervisor
    resources.putObject("pids").put("limit", Math.addExact(limits.processes(), 1));
  }

  private static void addAll(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }
}
