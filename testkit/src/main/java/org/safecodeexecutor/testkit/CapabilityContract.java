package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.safecodeexecutor.api.CpuShare;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.InvalidSubmission;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.engine.Capability;

/// What an engine declares is enforced; what it does not declare is refused, never dropped.
public interface CapabilityContract extends Contract {
  @TestFactory
  default Stream<DynamicTest> everyLimitIsEnforcedOrRefused() {
    return Stream.of(Limit.values())
        .map(limit -> DynamicTest.dynamicTest(limit.name(), () -> enforcedOrRefused(limit)));
  }

  private void enforcedOrRefused(Limit limit) {
    if (engine().promises(Capability.of(limit))) {
      Execution execution = run(programAgainst(limit), tight(limit));
      assertThat(wasHeld(limit, execution)).as("%s, %s", limit, execution.steps()).isTrue();
      assertThat(execution.enforcement().limits()).containsKey(limit);
    } else {
      assertThatThrownBy(() -> run("pass", tight(limit))).isInstanceOf(InvalidSubmission.class);
    }
  }

  private static Limits tight(Limit limit) {
    Limits limits = Limits.DEFAULT;
    return switch (limit) {
      case CPU_TIME -> limits.withCpuTime(Duration.ofMillis(200));
      case WALL_TIME -> limits.withWallTime(Duration.ofMillis(300));
      case MEMORY -> limits.withMemory(DataSize.ofMebibytes(32));
      case PROCESSES -> limits.withProcesses(8);
      case OUTPUT -> limits.withOutput(DataSize.ofKibibytes(1));
      case DISK -> limits.withDisk(DataSize.ofMebibytes(2));
      case OPEN_FILES -> limits.withOpenFiles(16);
      case CPU_SHARE -> limits.withCpuShare(new CpuShare(250));
    };
  }

  private static String programAgainst(Limit limit) {
    return switch (limit) {
      case CPU_TIME, WALL_TIME -> "while True: pass";
      case MEMORY -> "x = b'x' * (64 << 20)";
      case PROCESSES -> "import os, time\nfor _ in range(12): os.fork() or time.sleep(60)";
      case OUTPUT -> "print('x' * 5000)";
      case DISK -> "open('/tmp/x', 'wb').write(b'x' * (4 << 20))";
      case OPEN_FILES -> "x = [open('/dev/null') for _ in range(40)]";
      case CPU_SHARE -> Programs.text("limits/cpu_share");
    };
  }

  private static boolean wasHeld(Limit limit, Execution execution) {
    return switch (limit) {
      case CPU_TIME, WALL_TIME, MEMORY, OUTPUT ->
          execution.outcome().equals(new Outcome.LimitExceeded(limit));
      case PROCESSES -> complains(execution, "BlockingIOError: [Errno 11]");
      case DISK -> complains(execution, "No space left on device");
      case OPEN_FILES -> complains(execution, "Too many open files");
      case CPU_SHARE -> LimitsContract.share(execution) < 0.45;
    };
  }

  private static boolean complains(Execution execution, String words) {
    return execution.stderr().text().contains(words);
  }
}
