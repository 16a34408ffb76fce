package org.safecodeexecutor.isolation;

import java.util.List;
import org.safecodeexecutor.api.Limits;

/// A limit that the kernel keeps for each process, or for each user of a user namespace
/// (getrlimit(2)).
///
/// @param name as in the OCI runtime specification
/// @param soft what holds until the program raises it itself
/// @param hard how far the program may raise it
public record ResourceLimit(String name, long soft, long hard) {
  private static final long MIB = 1 << 20;

  private ResourceLimit(String name, long value) {
    this(name, value, value);
  }

  /// The limits of a program, each against a way to use up what the cgroup does not count.
  public static List<ResourceLimit> of(Limits limits) {
    return List.of(
        new ResourceLimit("RLIMIT_NOFILE", limits.openFiles()),
        new ResourceLimit(
            "RLIMIT_CORE",
            0), // SECURITY: a core file is written by the host's kernel, by the host's rules
        new ResourceLimit("RLIMIT_STACK", 8 * MIB, 64 * MIB),
        new ResourceLimit("RLIMIT_MEMLOCK", MIB / 16),
        new ResourceLimit("RLIMIT_MSGQUEUE", 0),
        new ResourceLimit(
            "RLIMIT_SIGPENDING",
            128), // SECURITY: using up the host's — in each namespace above they count for its
        // maker
        new ResourceLimit("RLIMIT_NICE", 0),
        new ResourceLimit("RLIMIT_RTPRIO", 0));
  }
}
