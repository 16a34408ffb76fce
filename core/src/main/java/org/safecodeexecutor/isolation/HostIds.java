package org.safecodeexecutor.isolation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.safecodeexecutor.api.Overloaded;

/// Hands out user ids of the host, one to each run, so that no two runs at the same time are the
/// same user.
///
/// 65,536 ids belong to a data directory: 64 blocks, one for each process that uses it, of 1,024
/// ids. The first id of a block is the sandbox's root, the others are programs. The same numbers
/// serve as group ids. Safe for any thread.
public final class HostIds {
  public static final int BLOCKS = 64;
  private static final int BLOCK_SIZE = 1024;

  /// How many ids belong to a data directory.
  public static final int COUNT = BLOCKS * BLOCK_SIZE;

  private final int root;
  private final Deque<Integer> free = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();

  /// @param first the first of the 65,536 ids
  /// @param block this process's, 0 to 63
  public HostIds(int first, int block) {
    this.root = first + block * BLOCK_SIZE;
    for (int id = root + 1; id < root + BLOCK_SIZE; id++) {
      free.add(id);
    }
  }

  /// The host's view of uid 0 in every sandbox of this process. It owns nothing on the host.
  public int root() {
    return root;
  }

  /// Takes the id that has been unused for longest.
  public Lease lease() {
    lock.lock();
    try {
      Integer id = free.poll();
      if (id == null) {
        throw new Overloaded("all user ids are in use", java.time.Duration.ofSeconds(1));
      }
      return new Lease(id);
    } finally {
      lock.unlock();
    }
  }

  /// The right to run processes as one id. Close it when none is left.
  public final class Lease implements AutoCloseable {
    private final int id;
    private boolean closed;

    private Lease(int id) {
      this.id = id;
    }

    public int id() {
      return id;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (!closed) {
          closed = true;
          free.add(id);
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
