package org.safecodeexecutor.api;

/// The bounds that [Limits] sets, by name.
public enum Limit {
  /// Processor time of all processes of the program together.
  CPU_TIME,
  /// Time by the clock, from the program's start.
  WALL_TIME,
  /// Memory of all processes together, with tmpfs files and kernel memory; swap is off.
  MEMORY,
  /// Processes and threads alive at one time.
  PROCESSES,
  /// Bytes written to stdout, and as many to stderr.
  OUTPUT,
  /// Bytes in the scratch directory.
  DISK,
  /// Open files of one process.
  OPEN_FILES,
  /// Processors that may be used at one time.
  CPU_SHARE
}
