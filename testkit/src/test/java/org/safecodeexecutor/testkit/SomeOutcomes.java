package org.safecodeexecutor.testkit;

import static org.safecodeexecutor.testkit.ExecutionAssert.assertThat;

import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.Submission;

/// One of each kind of end, for engines that are held to the whole [OutcomeContract] only with the
/// rest of the contract: their supervisor tells what became of a program as it does elsewhere, and
/// what has to be seen is that this arrives.
interface SomeOutcomes extends Contract {
  @Test
  default void endOfAProgramArrives() {
    assertThat(run("import sys\nsys.exit('a sentence')")).exited(1).complained("a sentence\n");
    assertThat(run("import os\nos._exit(137)")).exited(137);
    assertThat(run("import os\nos.kill(os.getpid(), 9)")).wasSignaled(9);
  }

  @Test
  default void inputAndOutputArrive() {
    Submission submission =
        Submission.python("import sys\nprint(sys.stdin.read().upper(), end='.')")
            .withStdin(Content.ofText("one\ntwo ü"));
    assertThat(run(submission)).printed("ONE\nTWO Ü.").complained("");
  }
}
