package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LibraryTestRunTest {
  private static final LibraryTestRun RUN = run("0", "passed\ta", "passed\tb", "skipped\tb");

  @Test
  void equalRunsDoNotDiffer() {
    assertThat(RUN.size()).isEqualTo(2);
    assertThat(RUN.differences(run("0", "passed\ta", "passed\tb", "skipped\tb"))).isEmpty();
  }

  @Test
  void otherEndDiffers() {
    assertThat(RUN.differences(run("2", "passed\ta", "passed\tb", "skipped\tb")))
        .isEqualTo(Map.of("", "0, but 2"));
  }

  @Test
  void eachTestWithAnotherFateDiffers() {
    assertThat(RUN.differences(run("0", "failure\ta", "passed\tb", "passed\tc")))
        .isEqualTo(
            Map.of(
                "a", "[passed], but [failure]",
                "b", "[passed, skipped], but [passed]",
                "c", "[], but [passed]"));
  }

  private static LibraryTestRun run(String end, String... fates) {
    return LibraryTestRun.of(end, "noise\n::\t" + String.join("\n::\t", fates) + "\n", "");
  }
}
