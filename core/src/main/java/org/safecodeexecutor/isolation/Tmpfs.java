package org.safecodeexecutor.isolation;

import java.util.ArrayList;
import java.util.List;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Limits;

/// A writable place in a sandbox. Its pages are charged to the run's memory; both bytes and inodes
/// are bounded, because empty files cost kernel memory too.
public record Tmpfs(String path, DataSize size, long inodes) {
  private static final DataSize MOST_SHARED_MEMORY = DataSize.ofMebibytes(64);
  private static final int BYTES_PER_INODE = 16 * 1024;
  private static final int LEAST_INODES = 256;

  /// `/dev/shm` always, since semaphores of multiprocessing live there (sem_overview(7)): half the
  /// memory limit, 64 MiB at most, as under Docker. `/tmp` where the limits give it a size.
  public static List<Tmpfs> of(Limits limits) {
    List<Tmpfs> places = new ArrayList<>();
    long half = limits.memory().bytes() / 2;
    places.add(at("/dev/shm", Math.min(half, MOST_SHARED_MEMORY.bytes())));
    if (limits.disk().bytes() > 0) {
      places.add(at("/tmp", limits.disk().bytes()));
    }
    return places;
  }

  private static Tmpfs at(String path, long bytes) {
    return new Tmpfs(
        path, DataSize.ofBytes(bytes), Math.max(LEAST_INODES, bytes / BYTES_PER_INODE));
  }

  /// The options of mount(8).
  public List<String> options() {
    return List.of("nosuid", "nodev", "mode=1777", "size=" + size.bytes(), "nr_inodes=" + inodes);
  }
}
