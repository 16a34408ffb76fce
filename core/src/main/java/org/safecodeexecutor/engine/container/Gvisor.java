package org.safecodeexecutor.engine.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.isolation.SeccompProfile;
import org.safecodeexecutor.isolation.SeccompProfile.Condition;
import org.safecodeexecutor.isolation.SeccompProfile.Conditional;

/// What is different where the OCI runtime is gVisor's `runsc`: a program runs under a kernel of
/// its own, an ordinary process of the host, and is itself no process of the host (ADR 12).
public final class Gvisor {
  private static final DataSize OWN_MEMORY = DataSize.ofMebibytes(16);
  private static final int OWN_THREADS = 512;
  private static final int THREADS_OF_A_PROCESS = 32;
  private static final int MOST_THREADS = 32_000;
  private static final int FILE_TYPE = 0xf000;
  private static final int NAMED_PIPE = 0x1000;

  private Gvisor() {}

  static boolean is(String version) {
    return version.startsWith("runsc");
  }

  /// How every call of `runsc` begins. The platform is the newest way to catch system calls that
  /// this release knows and that needs no hardware: releases before 2023 know ptrace alone.
  ///
  /// SECURITY: `--network=none`: the network stack has nothing but loopback.
  static List<String> flags(Path program) {
    return List.of("--platform=" + platform(knownFlags(program)), "--network=none");
  }

  /// The system call filter against gVisor's kernel: no devices are made, which Linux refuses to
  /// programs and gVisor does not.
  public static SeccompProfile systemCalls() {
    return SeccompProfile.load().with(List.of(onlyPipes("mknod", 1), onlyPipes("mknodat", 2)));
  }

  private static Conditional onlyPipes(String call, int mode) {
    Condition isPipe = new Condition(mode, "SCMP_CMP_MASKED_EQ", FILE_TYPE, NAMED_PIPE);
    return new Conditional("named pipes", call, List.of(isPipe));
  }

  /// @param knownFlags what `runsc flags` prints
  static String platform(String knownFlags) {
    return knownFlags.contains("systrap") ? "systrap" : "ptrace";
  }

  private static String knownFlags(Path program) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), "flags").redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(10, TimeUnit.SECONDS);
      return text;
    } catch (IOException e) {
      throw new DependencyUnavailable(program + " cannot be executed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /// The limits of the control group around a sandbox, which holds gVisor's kernel as well: some
  /// memory more, and threads of the host in place of processes, which gVisor's kernel counts
  /// itself.
  public static Limits onHost(Limits limits) {
    int threads = Math.min(MOST_THREADS, OWN_THREADS + THREADS_OF_A_PROCESS * limits.processes());
    long memory = Math.addExact(limits.memory().bytes(), OWN_MEMORY.bytes());
    return limits.withMemory(DataSize.ofBytes(memory)).withProcesses(threads);
  }
}
