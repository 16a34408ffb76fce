package org.safecodeexecutor.engine.container;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.image.RuntimeImage;
import org.safecodeexecutor.isolation.Confinement;
import org.safecodeexecutor.isolation.ResourceLimit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The `config.json` of a container (OCI runtime specification 1.0.2). A pure function of its
/// parameters: whoever builds this file owns the security model, so golden files show all of it.
///
/// Always: every namespace is new, the root file system is read-only, no device can be opened but
/// the usual six, `no_new_privs` is set, and the environment is the allow-list.
///
/// @param image what the root file system is
/// @param command process 1
/// @param variables of the environment, beside the allow-list
/// @param capabilities of process 1, and the most that anything in the container can have
/// @param ids which ids of the host the container's ids are, for users and groups alike
/// @param mounts besides `/proc` and `/dev`, in order
/// @param cgroup the path of the control group
/// @param confinement what holds for all processes of the container; empty for one whose process 1
///   confines each of them
public record Bundle(
    RuntimeImage image,
    List<String> command,
    List<String> variables,
    List<String> capabilities,
    List<IdMapping> ids,
    List<Mount> mounts,
    String cgroup,
    Optional<Confined> confinement) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long CPU_PERIOD_MICROSECONDS = 100_000;

  /// `count` ids from `inside` on are the host's from `outside` on.
  public record IdMapping(int inside, int outside, int count) {}

  /// A mount as in mount(8).
  public record Mount(String at, String type, String source, List<String> options) {
    /// A file or directory of the host, which nobody in the container can change.
    public static Mount readOnly(String source, String at) {
      return new Mount(at, "bind", source, List.of("bind", "ro", "nosuid", "nodev"));
    }
  }

  /// Limits, system call filter and masked paths.
  ///
  /// @param swap whether this kernel counts swap, so that it can be switched off
  /// @param seccomp as [org.safecodeexecutor.isolation.SeccompProfile#toOci] gives it; empty where
  ///   process 1 loads the filter
  public record Confined(Limits limits, boolean swap, Optional<ObjectNode> seccomp) {}

  public byte[] toJson() {
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
    addAll(process.putArray("args"), command);
    ArrayNode env = process.putArray("env");
    new TreeMap<>(Confinement.ENVIRONMENT).forEach((name, value) -> env.add(name + "=" + value));
    addAll(env, variables);
    ObjectNode sets = process.putObject("capabilities");
    for (String set : List.of("bounding", "effective", "permitted")) {
      addAll(sets.putArray(set), capabilities);
    }
    confinement.ifPresent(confined -> rlimits(process.putArray("rlimits"), confined.limits()));
  }

  private static void rlimits(ArrayNode rlimits, Limits limits) {
    for (ResourceLimit limit : ResourceLimit.of(limits)) {
      rlimits
          .addObject()
          .put("type", limit.name())
          .put("soft", limit.soft())
          .put("hard", limit.hard());
    }
  }

  private void mounts(ArrayNode array) {
    mount(array, new Mount("/proc", "proc", "proc", List.of("nosuid", "nodev", "noexec")));
    List<String> small = List.of("nosuid", "noexec", "mode=755", "size=64k", "nr_inodes=64");
    mount(array, new Mount("/dev", "tmpfs", "tmpfs", small));
    mounts.forEach(each -> mount(array, each));
  }

  private static void mount(ArrayNode array, Mount mount) {
    ObjectNode node = array.addObject().put("destination", mount.at()).put("type", mount.type());
    addAll(node.put("source", mount.source()).putArray("options"), mount.options());
  }

  private void linux(ObjectNode linux) {
    for (String kind : List.of("uidMappings", "gidMappings")) {
      ArrayNode mappings = linux.putArray(kind);
      for (IdMapping each : ids) {
        mappings
            .addObject()
            .put("containerID", each.inside())
            .put("hostID", each.outside())
            .put("size", each.count());
      }
    }
    ArrayNode namespaces = linux.putArray("namespaces");
    Confinement.NAMESPACES.forEach(type -> namespaces.addObject().put("type", type));
    linux.put("cgroupsPath", "/" + cgroup);
    ObjectNode resources = linux.putObject("resources");
    resources.putArray("devices").addObject().put("allow", false).put("access", "rwm");
    confinement.ifPresent(confined -> confine(linux, resources, confined));
  }

  private static void confine(ObjectNode linux, ObjectNode resources, Confined confined) {
    Limits limits = confined.limits();
    long bytes = limits.memory().bytes();
    ObjectNode memory = resources.putObject("memory").put("limit", bytes);
    if (confined.swap()) {
      memory.put("swap", bytes); // the sum of memory and swap: none of the latter
    }
    long quota = Math.multiplyExact(CPU_PERIOD_MICROSECONDS, limits.cpuShare().thousandths());
    resources.putObject("cpu").put("period", CPU_PERIOD_MICROSECONDS).put("quota", quota / 1000);
    // one more for the supervisor
    resources.putObject("pids").put("limit", Math.addExact(limits.processes(), 1));
    confined.seccomp().ifPresent(filter -> linux.set("seccomp", filter));
    addAll(linux.putArray("maskedPaths"), Confinement.MASKED_PATHS);
    addAll(linux.putArray("readonlyPaths"), Confinement.READ_ONLY_PATHS);
  }

  private static void addAll(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }
}
