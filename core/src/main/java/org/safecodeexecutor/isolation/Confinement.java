package org.safecodeexecutor.isolation;

import java.util.List;
import java.util.Map;
import org.safecodeexecutor.api.DataSize;

/// What every sandbox has in common, whatever makes it: the walls, as data.
public final class Confinement {
  /// Nothing is shared with the host or with another run.
  public static final List<String> NAMESPACES =
      List.of("user", "pid", "mount", "network", "ipc", "uts", "cgroup");

  /// What the supervisor needs to become the program and to end it. The program itself has none.
  public static final List<String> SUPERVISOR_CAPABILITIES =
      List.of("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP", "CAP_KILL");

  /// What the supervisor needs besides where the kernel is gVisor's own, to have it count
  /// processes. They reach no further than that kernel.
  public static final List<String> GVISOR_CAPABILITIES =
      List.of("CAP_SYS_ADMIN", "CAP_DAC_OVERRIDE");

  /// The program's uid and gid as it sees them.
  public static final int PROGRAM_ID = 1000;

  /// SECURITY: secrets in the service's environment (Judge0 #564) — the program gets these
  /// variables and no others.
  public static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH", "/usr/local/bin:/usr/bin:/bin",
          "HOME", "/workspace",
          "LANG", "C.UTF-8",
          // the one place that is always writable; parts of multiprocessing need one
          "TMPDIR", "/dev/shm");

  public static final String HOST_NAME = "sandbox";

  /// Of IP sockets, where the kernel does not count it with the other memory; the same as in
  /// `supervisor/cell.c`.
  public static final DataSize SOCKET_MEMORY = DataSize.ofMebibytes(16);

  /// SECURITY: what of the host can be read under /proc, pid namespace or not: command line and
  /// configuration of the kernel, its memory and addresses, its keys, drivers and disks, counters
  /// that tell of other runs' work.
  public static final List<String> MASKED_PATHS =
      List.of(
          "/proc/acpi",
          "/proc/allocinfo",
          "/proc/asound",
          "/proc/bootconfig",
          "/proc/buddyinfo",
          "/proc/cmdline",
          "/proc/config.gz",
          "/proc/consoles",
          "/proc/diskstats",
          "/proc/dma",
          "/proc/driver",
          "/proc/dynamic_debug",
          "/proc/interrupts",
          "/proc/iomem",
          "/proc/ioports",
          "/proc/kallsyms",
          "/proc/kcore",
          "/proc/key-users",
          "/proc/keys",
          "/proc/kmsg",
          "/proc/kpagecgroup",
          "/proc/kpagecount",
          "/proc/kpageflags",
          "/proc/latency_stats",
          "/proc/locks",
          "/proc/mdstat",
          "/proc/misc",
          "/proc/modules",
          "/proc/pagetypeinfo",
          "/proc/partitions",
          "/proc/pressure",
          "/proc/sched_debug",
          "/proc/schedstat",
          "/proc/scsi",
          "/proc/slabinfo",
          "/proc/softirqs",
          "/proc/swaps",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/proc/vmallocinfo",
          "/proc/zoneinfo",
          "/sys/firmware");

  /// SECURITY: switches of the kernel that a privileged process could turn (CVE-2025-52881
  /// redirected such writes).
  public static final List<String> READ_ONLY_PATHS =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private Confinement() {}
}
