package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.safecodeexecutor.testkit.ExecutionAssert.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.SandboxException;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.api.Step;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.engine.Capability;

/// How a program's own end is reported, and what is told about the execution.
public interface OutcomeContract extends Contract {
  @Test
  default void programThatEndsWellExitsWithZero() {
    Execution execution = run("print(2 + 2)");
    assertThat(execution).printed("4\n").complained("");
    assertThat(execution.steps()).extracting(Step::kind).containsExactly(Step.Kind.RUN);
    assertThat(execution.startedAt()).isBeforeOrEqualTo(execution.endedAt());
    assertThat(execution.stdout().truncated()).isFalse();
  }

  @Test
  default void emptyProgramEndsWell() {
    assertThat(run("")).printed("").complained("");
  }

  @ParameterizedTest(name = "{0} ends with {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "sys.exit()|0",
        "sys.exit(None)|0",
        "sys.exit(1)|1",
        "sys.exit(3)|3",
        "sys.exit(True)|1",
        "sys.exit(255)|255",
        "sys.exit(256)|0",
        "sys.exit(-1)|255",
        "sys.exit('a sentence')|1",
        "raise SystemExit(4)|4",
        "os._exit(126)|126",
        "os._exit(127)|127",
        "os._exit(124)|124",
        "os._exit(125)|125",
        "os._exit(143)|143",
      })
  default void exitCodeIsWhatTheProgramSaid(String statement, int code) {
    assertThat(run("import os, sys\n" + statement)).exited(code);
  }

  @Test
  default void exitCode137IsNoKill() {
    assertThat(run("import sys\nsys.exit(137)")).exited(137);
  }

  @Test
  default void textGivenToExitIsWrittenToStderr() {
    assertThat(run("import sys\nsys.exit('a sentence')")).exited(1).complained("a sentence\n");
  }

  @Test
  default void uncaughtExceptionEndsWithATracebackThatNamesTheScript() {
    assertThat(run("def f(x):\n    return 1 / x\nf(0)  # here\n"))
        .exited(1)
        .complained(
            """
            Traceback (most recent call last):
              File "/workspace/script.py", line 3, in <module>
                f(0)  # here
                ^^^^
              File "/workspace/script.py", line 2, in f
                return 1 / x
                       ~~^~~
            ZeroDivisionError: division by zero
            """);
  }

  @Test
  default void syntaxErrorEndsWithOneAndNamesTheLine() {
    assertThat(run("print(1)\nx ="))
        .exited(1)
        .complainedOf("File \"/workspace/script.py\", line 2")
        .complainedOf("SyntaxError: invalid syntax");
  }

  @ParameterizedTest(name = "SIG{0}")
  @CsvSource({
    "HUP,1", "INT,2", "QUIT,3", "ILL,4", "ABRT,6", "BUS,7", "FPE,8", "KILL,9", "USR1,10", "SEGV,11",
    "USR2,12", "ALRM,14", "TERM,15", "XCPU,24", "SYS,31"
  })
  default void signalThatEndsTheProgramIsNamed(String name, int number) {
    Execution execution =
        run(
            "import os, signal\nsignal.signal(signal.SIGINT, signal.SIG_DFL)\n"
                + "os.kill(os.getpid(), signal.SIG%s)".formatted(name));
    assertThat(execution).wasSignaled(number);
  }

  @Test
  default void keyboardInterruptOfTheProgramItselfIsASignal() {
    assertThat(run("raise KeyboardInterrupt")).wasSignaled(2).complainedOf("KeyboardInterrupt");
  }

  @Test
  default void crashOfTheInterpreterIsASegmentationFault() {
    assertThat(run("import ctypes\nctypes.string_at(8)")).wasSignaled(11);
  }

  @Test
  default void abortOfTheInterpreterIsSignalSix() {
    assertThat(run("import os\nos.abort()")).wasSignaled(6);
  }

  @Test
  default void crashOfAChildIsTheProgramsOwnAffair() {
    assertThat(
            run(
                """
                import os, signal
                child = os.fork()
                if child == 0:
                    os.kill(os.getpid(), signal.SIGSEGV)
                print(os.WTERMSIG(os.waitpid(child, 0)[1]))
                """))
        .printed("11\n");
  }

  @Test
  default void argumentsArriveUnchanged() {
    List<String> arguments =
        List.of("a b", "", "-c", "--help", "'\"$(id)`id`;|&", "*", "\n", "ü😀", "-", "a=b");
    Submission submission =
        Submission.python("import sys\nprint(ascii(sys.argv[1:]))").withArguments(arguments);
    assertThat(run(submission))
        .printed(
            """
            ['a b', '', '-c', '--help', '\\'"$(id)`id`;|&', '*', '\\n', '\\xfc\\U0001f600', '-', 'a=b']
            """);
  }

  @Test
  default void stdinArrivesToItsEnd() {
    Submission submission =
        Submission.python("import sys\nprint(sys.stdin.read().upper(), end='.')")
            .withStdin(Content.ofText("one\ntwo ü"));
    assertThat(run(submission)).printed("ONE\nTWO Ü.");
  }

  @Test
  default void projectOfSeveralFilesImportsAndReadsItsOwn() {
    Submission submission =
        Submission.python(
            List.of(
                SourceFile.ofText(
                    "app/main.py",
                    "import helper, pack.inner\nprint(helper.x, pack.inner.y, open('data/ü 1.txt').read())"),
                SourceFile.ofText("app/helper.py", "x = 1"),
                SourceFile.ofText("app/pack/__init__.py", ""),
                SourceFile.ofText("app/pack/inner.py", "y = 2"),
                SourceFile.ofText("data/ü 1.txt", "three")),
            "app/main.py");
    assertThat(run(submission)).printed("1 2 three\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"json.py", "encodings.py", "sitecustomize.py", "usercustomize.py", "x.pth"})
  default void fileNamedLikeAPartOfPythonChangesNothingOutsideTheRun(String name) {
    Submission poisoned =
        Submission.python(
            List.of(
                SourceFile.ofText("script.py", "print('ran')"),
                SourceFile.ofText(name, "import os; os._exit(99)")),
            "script.py");
    assertThat(run(poisoned)).printed("ran\n");
    assertThat(run("import json\nprint(json.dumps(1))")).printed("1\n");
  }

  @Test
  default void usageIsThatOfTheProgram() {
    Execution execution = runProgram("outcomes/use_some_of_everything");
    assertThat(execution).succeeded();
    var usage = execution.usage();
    assertThat(usage.wallTime()).isBetween(Duration.ofMillis(300), TestHost.patience(9));
    if (engine().promises(Capability.USAGE_CPU_TIME)) {
      assertThat(usage.cpuTime().orElseThrow())
          .isBetween(Duration.ofMillis(250), TestHost.patience(5));
    }
    if (engine().promises(Capability.USAGE_PEAK_MEMORY)) {
      assertThat(usage.peakMemory().orElseThrow())
          .isBetween(DataSize.ofMebibytes(40), DataSize.ofMebibytes(100));
    }
    if (engine().promises(Capability.USAGE_PEAK_PROCESSES)) {
      assertThat(usage.peakProcesses().orElseThrow()).isBetween(6, 8);
    } else {
      assertThat(usage.peakProcesses()).isEmpty();
    }
  }

  @Test
  default void executionSaysWhatStoodAroundIt() {
    Execution execution = run("pass");
    assertThat(execution.enforcement().engine()).isNotBlank();
    assertThat(execution.enforcement().runtime()).isNotBlank();
    assertThat(execution.enforcement().image()).isNotBlank();
    assertThat(execution.enforcement().limits())
        .containsKeys(Limit.MEMORY, Limit.WALL_TIME, Limit.PROCESSES);
  }

  @Test
  default void everyExecutionHasAnIdOfItsOwn() {
    assertThat(run("pass").id()).isNotEqualTo(run("pass").id());
  }

  @Test
  default void unknownRuntimeIsRefused() {
    Submission submission = Submission.python("pass").withRuntime(new RuntimeId("no-such-image"));
    assertThatThrownBy(() -> run(submission))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("no-such-image");
  }
}
