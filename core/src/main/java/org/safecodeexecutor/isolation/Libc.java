package org.safecodeexecutor.isolation;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The calls of the C library that the JDK does not offer. A failed call is an [IOException] with
/// the name of the call and the error number. Blocking calls hold a carrier thread: keep them
/// short.
@SuppressWarnings("restricted")
final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final long ERRNO_OFFSET =
      Linker.Option.captureStateLayout().byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  /// The one shape of all calls: for each shape the JVM makes code, which takes it much longer than
  /// the calls. On Linux, by the conventions of x86-64 and of AArch64, the first integers and
  /// addresses are in registers of 64 bits, of which a callee, also a variadic one, looks at those,
  /// and at those bits, that it declares.
  private static final FunctionDescriptor FIVE_LONGS =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private static final MethodHandle PIPE2 = handle("pipe2");
  private static final MethodHandle CLOSE = handle("close");
  private static final MethodHandle POLL = handle("poll");
  private static final MethodHandle SYSCALL = handle("syscall");

  private static final int O_CLOEXEC = 0x80000;
  private static final short POLLIN = 1;
  // asm-generic/unistd.h and x86-64 agree on these two
  private static final long PIDFD_SEND_SIGNAL = 424;
  private static final long PIDFD_OPEN = 434;

  private Libc() {}

  private static MethodHandle handle(String name) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().find(name).orElseThrow(), FIVE_LONGS, ERRNO);
  }

  /// Two new descriptors, the end to read from first; neither survives an exec.
  static int[] pipe() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      call("pipe2", PIPE2, ends.address(), O_CLOEXEC, 0, 0, 0);
      return ends.toArray(JAVA_INT);
    }
  }

  static void close(int descriptor) throws IOException {
    call("close", CLOSE, descriptor, 0, 0, 0, 0);
  }

  static int pidfdOpen(long pid) throws IOException {
    return call("pidfd_open", SYSCALL, PIDFD_OPEN, pid, 0, 0, 0);
  }

  static void pidfdSendSignal(int pidfd, int signal) throws IOException {
    call("pidfd_send_signal", SYSCALL, PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0);
  }

  /// Waits until the descriptor can be read; false when the time is over first.
  static boolean awaitReadable(int descriptor, int milliseconds) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment polled = arena.allocate(8, 4);
      polled.set(JAVA_INT, 0, descriptor);
      polled.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
      return call("poll", POLL, polled.address(), 1, milliseconds, 0, 0) > 0;
    }
  }

  /// The result, which is an `int` for each of these calls.
  private static int call(String name, MethodHandle handle, long a, long b, long c, long d, long e)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
      int result = (int) invoke(handle, state, a, b, c, d, e);
      if (result < 0) {
        throw new IOException(name + ": error " + state.get(JAVA_INT, ERRNO_OFFSET));
      }
      return result;
    }
  }

  private static long invoke(
      MethodHandle handle, MemorySegment state, long a, long b, long c, long d, long e) {
    try {
      return (long) handle.invokeExact(state, a, b, c, d, e);
    } catch (Throwable thrown) {
      throw new IllegalStateException("native call", thrown);
    }
  }
}
