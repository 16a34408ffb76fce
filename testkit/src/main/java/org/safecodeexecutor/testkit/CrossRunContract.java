package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.safecodeexecutor.testkit.ExecutionAssert.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.api.Submission;

/// What one run can know of another, beside it or before it: nothing.
public interface CrossRunContract extends Contract {
  @TestFactory
  default Stream<DynamicTest> runBesideIsOutOfReach() {
    String marker = "marker-" + UUID.randomUUID();
    try (var victim = BackgroundRun.start(engine().sandboxes(), with(marker, "victim"))) {
      victim.awaitOutput("ready");
      String printed = run(with(marker, "reach")).stdout().text();
      return Attempts.read(printed, 8).eachIsRefused();
    }
  }

  @Test
  default void sameAttemptsSucceedWithinOneRun() {
    var execution = run(with("marker-own", "victim_and_attacker"));
    assertThat(execution).succeeded();
    assertThat(Attempts.read(execution.stdout().text(), 8).allowed())
        .contains(
            "shared memory file",
            "system v segment",
            "abstract socket",
            "tcp listener",
            "udp port",
            "see its process",
            "signal every process");
  }

  private static Submission with(String marker, String name) {
    var files = new ArrayList<>(Programs.files(Programs.text("cross_run/" + name)));
    for (String module : List.of("victim", "reach")) {
      files.add(SourceFile.ofText(module + ".py", Programs.text("cross_run/" + module)));
    }
    return Submission.python(files, Submission.SCRIPT).withArguments(List.of(marker));
  }

  @Test
  default void sharedMemoryOfAnEarlierRunIsGone() {
    assertThat(run("open('/dev/shm/marker', 'w').write('secret')\nprint('left')"))
        .printed("left\n");
    assertThat(run("import os\nprint(os.listdir('/dev/shm'))")).printed("[]\n");
  }

  /// An engine may give a network to another run, if nobody can have used it.
  @Test
  default void networkThatAnEarlierRunUsedIsNotHandedOn() {
    Submission look = Submission.python(Programs.text("cross_run/network"));
    String asMade = run(look).stdout().text();
    for (int i = 0; i < 3; i++) {
      assertThat(run(look.withArguments(List.of("use")))).printed("traces\n");
      assertThat(run(look)).printed(asMade);
    }
  }

  @Test
  default void memoryOfAnEarlierRunIsNotHandedOn() {
    String marker = "marker" + UUID.randomUUID().toString().replace("-", "");
    run("import os\nheld = ('%s' * 1000).encode() * 500\nos._exit(0)".formatted(marker));
    assertThat(
            run(
                """
                import mmap
                fresh = mmap.mmap(-1, 40 << 20)
                print(fresh.read().strip(b"\\0"))
                """))
        .printed("b''\n");
  }

  @Test
  default void fileOfAnEarlierSubmissionIsGone() {
    Submission first =
        Submission.python(
            List.of(
                SourceFile.ofText("script.py", "import other"), SourceFile.ofText("other.py", "")),
            "script.py");
    assertThat(run(first)).succeeded();
    assertThat(run("import other")).exited(1).complainedOf("No module named 'other'");
  }

  @Test
  default void limitsOfAnEarlierRunAreNotThoseOfTheNext() {
    assertThat(run("x = bytearray(20 << 20)", Contract.memory(16)))
        .satisfies(e -> assertThat(e.outcome().isSuccess()).isFalse());
    assertThat(run("x = bytearray(80 << 20)\nprint('fits')")).printed("fits\n");
  }

  @Test
  default void manyRunsAtOnceKeepTheirOutputApart() {
    var runs =
        Stream.iterate(0, i -> i + 1)
            .limit(EngineUnderTest.CONCURRENT_RUNS)
            .map(i -> Submission.python("print(%d, end='' )\n".formatted(i).repeat(200)))
            .map(submission -> BackgroundRun.start(engine().sandboxes(), submission))
            .toList();
    for (int i = 0; i < runs.size(); i++) {
      assertThat(runs.get(i).result()).printed(String.valueOf(i).repeat(200));
    }
  }

  @Test
  default void longRunsDoNotHoldUpAShortOne() {
    var longRuns =
        Stream.generate(() -> StreamingContract.ENDLESS)
            .limit(EngineUnderTest.CONCURRENT_RUNS - 1)
            .map(submission -> BackgroundRun.start(engine().sandboxes(), submission))
            .toList();
    try {
      longRuns.forEach(longRun -> longRun.awaitOutput("ready"));
      try (var shortRun = BackgroundRun.start(engine().sandboxes(), Submission.python("pass"))) {
        await().atMost(TestHost.patience(4)).until(shortRun::isDone);
      }
      assertThat(longRuns).noneMatch(BackgroundRun::isDone);
    } finally {
      longRuns.forEach(BackgroundRun::close);
    }
  }
}
