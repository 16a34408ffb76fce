package org.safecodeexecutor.isolation;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/// A process that cannot be mistaken for another one, even after it has ended and its number was
/// given away again. Safe for use by any thread.
public final class PidFd implements AutoCloseable {
  public static final int SIGTERM = 15;
  public static final int SIGKILL = 9;

  private final int descriptor;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed;

  private PidFd(int descriptor) {
    this.descriptor = descriptor;
  }

  public static PidFd open(long pid) throws IOException {
    return new PidFd(Libc.pidfdOpen(pid));
  }

  /// Sends a signal; a process that has ended already is none of our business, nor is one whose
  /// handle is closed.
  public void signal(int number) {
    lock.lock();
    try {
      if (!closed) {
        Libc.pidfdSendSignal(descriptor, number);
      }
    } catch (IOException ended) {
      // ESRCH: there is nobody left to signal
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the end; of a pid namespace's first process, that is when no process of the
  /// namespace is left, since the kernel ends them all first (pid_namespaces(7)).
  public boolean awaitEnd(Duration longest) throws IOException {
    return Libc.awaitReadable(descriptor, Math.toIntExact(longest.toMillis()));
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true; // the number may be another file's from now on
        Libc.close(descriptor);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a descriptor of ours was closed by somebody else", e);
    } finally {
      lock.unlock();
    }
  }
}
