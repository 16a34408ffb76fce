package org.safecodeexecutor.engine;

import org.safecodeexecutor.api.Limit;

/// What an engine may promise. A capability that is declared is proved by the engine contract; one
/// that is not declared is proved to be refused.
public enum Capability {
  LIMIT_CPU_TIME,
  LIMIT_WALL_TIME,
  LIMIT_MEMORY,
  LIMIT_PROCESSES,
  LIMIT_OUTPUT,
  LIMIT_DISK,
  /// The scratch directory also holds a bounded number of files.
  LIMIT_SCRATCH_FILES,
  LIMIT_OPEN_FILES,
  LIMIT_CPU_SHARE,
  /// The program reaches no other machine.
  NO_NETWORK,
  /// A program that failed because it tried to is reported as such.
  NETWORK_REPORT,
  /// Namespaces of the host's kernel of its own, of every kind but that of users.
  NAMESPACES,
  /// A kernel of its own: no system call of the program reaches the host's.
  OWN_KERNEL,
  /// System calls outside the allow-list fail.
  SECCOMP,
  /// A user namespace of the run's own, so that root inside would be nobody outside.
  USER_NAMESPACE,
  /// The program does not see the files of its control group, which hold its limits and counters.
  NO_CGROUP_FILES,
  /// The program's user has no counterpart on the host, and no other run has the same one.
  OWN_USER,
  /// Every run has an interpreter of its own from the start: it shares neither the seed of hashes
  /// nor the layout of memory with another run.
  FRESH_INTERPRETER,
  USAGE_CPU_TIME,
  USAGE_PEAK_MEMORY,
  USAGE_PEAK_PROCESSES;

  /// The capability that stands for a limit.
  public static Capability of(Limit limit) {
    return valueOf("LIMIT_" + limit.name());
  }
}
