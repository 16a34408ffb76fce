package org.safecodeexecutor.bench;

/// Something that grows when runs leak it.
///
/// What belongs to the engine alone must not grow at all. What the whole machine shares, or what a
/// JVM or an allocator keeps for later, may: but less than 100,000 leaks would make it.
enum Holding {
  PROCESSES("processes of the engine", 0),
  CONTROL_GROUPS("control groups of the engine", 0),
  MOUNTS("mounts of the host", 0),
  MOUNTS_OF_CELLS("mounts of the container", 0),
  FILES_OF_JVM("open files of the JVM", 0),
  FILES_OF_CELLS("open files of the container's process 1", 0),
  FILES_OF_ZYGOTE("open files of the zygote", 0),
  HEAP("heap of the JVM, KiB", 4 << 10),
  BUFFERS("buffers of the JVM outside its heap, KiB", 1 << 10),
  RESIDENT("resident memory of the JVM, KiB", 64 << 10),
  MEMORY_OF_CELLS("resident memory of the container's process 1, KiB", 256),
  MEMORY_OF_ZYGOTE("resident memory of the zygote, KiB", 1 << 10),
  MACHINE_GROUPS("control groups of the machine, with those that are being removed", 100),
  MACHINE_SLAB("slab of the machine, KiB", 64 << 10),
  MACHINE_FIXED_SLAB("slab of the machine that cannot be reclaimed, KiB", 16 << 10),
  MACHINE_PER_CPU("per-processor memory of the machine, KiB", 4 << 10);

  private final String title;
  private final long allowance;

  Holding(String title, long allowance) {
    this.title = title;
    this.allowance = allowance;
  }

  String title() {
    return title;
  }

  /// Whether others who use the machine change it, too.
  boolean isOfMachine() {
    return name().startsWith("MACHINE_");
  }

  /// How much it may grow without being a leak.
  long allowance() {
    return allowance;
  }
}
