package org.safecodeexecutor.engine.docker;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Ulimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.image.RuntimeImage;
import org.safecodeexecutor.isolation.Confinement;
import org.safecodeexecutor.isolation.ResourceLimit;
import org.safecodeexecutor.isolation.SeccompProfile;
import org.safecodeexecutor.isolation.Tmpfs;

/// What a container is confined by: the flags of `docker run`, as data. Pure; the golden file in
/// the tests shows all of it.
///
/// @param ipv6 whether the daemon's kernel has IPv6, so that loopback can have its address
record ContainerPlan(Limits limits, Identity identity, DockerRuntime runtime, boolean ipv6) {
  static final String SUPERVISOR = "/.sce/attached";
  static final String FILTER = "/.sce/filter";

  private static final String NOBODYS_ADDRESS = "192.0.2.1";

  static final long CPU_PERIOD_MICROSECONDS = 100_000;

  /// The supervisor counts as a process.
  private static final long OURS = 1;

  /// What the supervisor needs for itself; it gives the program its exact limit.
  private static final int LEAST_OPEN_FILES = 256;

  private static final String SECCOMP = SeccompProfile.load().toOci().toString();

  /// SECURITY: what sysfs tells of the host's devices, modules and disks. All but the container's
  /// own control group, whose counters the supervisor reads.
  private static final List<String> MASKED_SYSFS =
      List.of(
          "/sys/block",
          "/sys/bus",
          "/sys/class",
          "/sys/dev",
          "/sys/devices",
          "/sys/firmware",
          "/sys/fs/bpf",
          "/sys/fs/btrfs",
          "/sys/fs/erofs",
          "/sys/fs/ext4",
          "/sys/fs/f2fs",
          "/sys/fs/fuse",
          "/sys/fs/nfs",
          "/sys/fs/pstore",
          "/sys/fs/resctrl",
          "/sys/fs/selinux",
          "/sys/fs/xfs",
          "/sys/hypervisor",
          "/sys/kernel",
          "/sys/module",
          "/sys/power");

  HostConfig hostConfig() {
    HostConfig config = new ConfinedHostConfig(maskedPaths(), Confinement.READ_ONLY_PATHS);
    isolate(config);
    limit(config);
    runtime.name().ifPresent(config::withRuntime);
    return config
        .withAutoRemove(true)
        // what a program prints must not be kept on the daemon's disk
        .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE, Map.of()));
  }

  private void isolate(HostConfig config) {
    config
        .withNetworkMode("none")
        // SECURITY: the name servers of the host's network — an address that belongs to nobody (RFC
        // 5737) stands for them, and a look-up counts as an attempt to reach another machine
        .withDns(NOBODYS_ADDRESS)
        .withDnsSearch(".")
        .withIpcMode("none") // a namespace of its own, and no /dev/shm but ours
        .withCgroupnsMode("private")
        .withReadonlyRootfs(true)
        .withCapDrop(Capability.ALL)
        // SECURITY: a program that ends or replaces its supervisor — they are two users, so the
        // supervisor needs these to become and to end the program, which has none of them
        .withCapAdd(capabilities())
        .withSecurityOpts(List.of("no-new-privileges", "seccomp=" + SECCOMP))
        .withSysctls(sysctls())
        .withTmpFs(tmpfs());
  }

  private Capability[] capabilities() {
    List<Capability> capabilities =
        new ArrayList<>(
            List.of(Capability.SETUID, Capability.SETGID, Capability.SETPCAP, Capability.KILL));
    if (runtime.isGvisor()) {
      // SECURITY: they would reach the host's kernel under another runtime than gVisor's — process
      // 1 ends there, and gives them up before a program starts
      capabilities.addAll(List.of(Capability.SYS_ADMIN, Capability.DAC_OVERRIDE));
    }
    return capabilities.toArray(Capability[]::new);
  }

  /// The arguments of process 1.
  ///
  /// @param ahead the command line of a program to start before it is asked for; else empty
  List<String> command(List<String> ahead) {
    List<String> command =
        new ArrayList<>(
            List.of(Integer.toString(identity.supervisor()), Integer.toString(identity.program())));
    command.add(runtime.isGvisor() ? FILTER : "-");
    command.addAll(ahead);
    return command;
  }

  /// Docker would let every user send pings, and take ::1 from loopback.
  private Map<String, String> sysctls() {
    Map<String, String> sysctls = new LinkedHashMap<>();
    sysctls.put("net.ipv4.ping_group_range", "1 0");
    if (ipv6) {
      sysctls.put("net.ipv6.conf.lo.disable_ipv6", "0");
    }
    return sysctls;
  }

  private void limit(HostConfig config) {
    Limits rounded = limits.withOpenFiles(openFiles());
    config
        .withMemory(memory())
        .withMemorySwap(memory()) // memory and swap together: no swap
        .withPidsLimit(processes())
        .withCpuPeriod(CPU_PERIOD_MICROSECONDS)
        .withCpuQuota(cpuQuotaMicroseconds())
        .withUlimits(ResourceLimit.of(rounded).stream().map(ContainerPlan::ulimit).toList());
  }

  private int openFiles() {
    return Math.max(LEAST_OPEN_FILES, limits.openFiles());
  }

  long memory() {
    return runtime.onHost(limits).memory().bytes();
  }

  long processes() {
    return runtime.onHost(limits).processes() + OURS;
  }

  long cpuQuotaMicroseconds() {
    return limits.cpuShare().thousandths() * CPU_PERIOD_MICROSECONDS / 1000;
  }

  /// True if a container that was made by this plan can serve other limits once its control group
  /// is updated: nothing that is fixed when a container is made differs.
  boolean canServe(Limits others) {
    return Tmpfs.of(others).equals(Tmpfs.of(limits)) && others.openFiles() <= openFiles();
  }

  /// True if not even the control group need be updated.
  boolean serves(Limits others) {
    return canServe(others)
        && others.memory().equals(limits.memory())
        && others.processes() == limits.processes()
        && others.cpuShare().equals(limits.cpuShare());
  }

  private static List<String> maskedPaths() {
    List<String> paths = new ArrayList<>(Confinement.MASKED_PATHS);
    paths.remove("/sys/firmware"); // is below
    paths.addAll(MASKED_SYSFS);
    return List.copyOf(paths);
  }

  private Map<String, String> tmpfs() {
    Map<String, String> places = new LinkedHashMap<>();
    for (Tmpfs place : Tmpfs.of(limits)) {
      places.put(place.path(), "exec," + String.join(",", place.options()));
    }
    // SECURITY: using up the host's terminals — without a devpts, /dev/ptmx leads nowhere (under
    // gVisor, whose kernel has terminals of its own, this makes its devpts read-only)
    places.put("/dev/pts", "ro,nosuid,nodev,noexec,size=4k,nr_inodes=1,mode=555");
    if (runtime.isGvisor()) {
      // SECURITY: gVisor puts a writable tmpfs at an empty /tmp that nothing is mounted on
      places.putIfAbsent("/tmp", "ro,nosuid,nodev,mode=755");
    }
    // SECURITY: a program that changes its own files — they and their directory belong to the
    // supervisor's user; nobody else may write
    places.put(
        RuntimeImage.WORKSPACE,
        "exec,nosuid,nodev,size=64m,nr_inodes=17000,mode=755,uid=%d,gid=%d"
            .formatted(identity.supervisor(), identity.supervisor()));
    return places;
  }

  private static Ulimit ulimit(ResourceLimit limit) {
    String name = limit.name().substring("RLIMIT_".length()).toLowerCase(Locale.ROOT);
    return new Ulimit(name, limit.soft(), limit.hard());
  }
}
