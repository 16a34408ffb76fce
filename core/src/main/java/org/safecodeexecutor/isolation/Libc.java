package org.safecodeexecutor.isolation;

import static java.lang.foreign.ValueLayout.ADDRESS;
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
import java.util.Arrays;

/// The calls of the C library that the JDK does not offer. A failed call is an [IOException] with
/// the name of the call and the error number. Blocking calls hold a carrier thread: keep them
/// short.
@SuppressWarnings("restricted")
final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final long ERRNO_OFFSET =
      Linker.Option.captureStateLayout().byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle PIPE2 = handle("pipe2", ADDRESS, JAVA_INT);
  private static final MethodHandle CLOSE = handle("close", JAVA_INT);
  private static final MethodHandle POLL = handle("poll", ADDRESS, JAVA_LONG, JAVA_INT);
  // syscall(2) is variadic; three arguments are what is needed of it
  private static final MethodHandle SYSCALL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().find("syscall").orElseThrow(),
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          ERRNO,
          Linker.Option.firstVariadicArg(1));

  private static final int O_CLOEXEC = 0x80000;
  private static final short POLLIN = 1;
  // asm-generic/unistd.h and x86-64 agree on these two
  private static final long PIDFD_SEND_SIGNAL = 424;
  private static final long PIDFD_OPEN = 434;

  private Libc() {}

  private static MethodHandle handle(String name, ValueLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().find(name).orElseThrow(),
        FunctionDescriptor.of(JAVA_INT, arguments),
        ERRNO);
  }

  /// Two new descriptors, the end to read from first; neither survives an exec.
  static int[] pipe() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      call(arena, "pipe2", PIPE2, ends, O_CLOEXEC);
      return ends.toArray(JAVA_INT);
    }
  }

  static void close(int descriptor) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      call(arena, "close", CLOSE, descriptor);
    }
  }

  static int pidfdOpen(long pid) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      return (int) call(arena, "pidfd_open", SYSCALL, PIDFD_OPEN, pid, 0L, 0L, 0L);
    }
  }

  static void pidfdSendSignal(int pidfd, int signal) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      call(
          arena,
          "pidfd_send_signal",
          SYSCALL,
          PIDFD_SEND_SIGNAL,
          (long) pidfd,
          (long) signal,
          0L,
          0L);
    }
  }

  /// Waits until the descriptor can be read; false when the time is over first.
  static boolean awaitReadable(int descriptor, int milliseconds) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment polled = arena.allocate(8, 4);
      polled.set(JAVA_INT, 0, descriptor);
      polled.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
      return call(arena, "poll", POLL, polled, 1L, milliseconds) > 0;
    }
  }

  private static long call(Arena arena, String name, MethodHandle handle, Object... arguments)
      throws IOException {
    MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
    Object[] all = new Object[arguments.length + 1];
    all[0] = state;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    long result = invoke(handle, all);
    if (result < 0) {
      throw new IOException(name + ": error " + state.get(JAVA_INT, ERRNO_OFFSET));
    }
    return result;
  }

  private static long invoke(MethodHandle handle, Object[] arguments) {
    try {
      return ((Number) handle.invokeWithArguments(Arrays.asList(arguments))).longValue();
    } catch (Throwable e) {
      throw new IllegalStateException("native call", e);
    }
  }
}
