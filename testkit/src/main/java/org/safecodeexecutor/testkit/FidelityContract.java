package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.safecodeexecutor.testkit.ExecutionAssert.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.engine.Capability;

/// A program behaves as under `python3 script.py`.
public interface FidelityContract extends Contract {
  @Test
  default void programIsTheMainModuleInItsFile() {
    assertThat(
            run(
                """
                import os, sys
                print(__name__, __file__, sys.argv, sys.path[0], os.getcwd())
                print(__spec__, __doc__, __package__, sys.modules["__main__"].__dict__ is globals())
                print(__builtins__.__name__, sys.executable)
                """))
        .printed(
            """
            __main__ /workspace/script.py ['/workspace/script.py'] /workspace /workspace
            None None None True
            builtins /usr/bin/python3
            """);
  }

  @Test
  default void interpreterHasNoUnusualFlags() {
    assertThat(
            run(
                """
                import sys
                f = sys.flags
                print(f.isolated, f.no_site, f.optimize, f.safe_path, f.utf8_mode, f.ignore_environment)
                print(sys.stdout.encoding, sys.getfilesystemencoding(), sys.getrecursionlimit())
                """))
        .printed("0 0 0 False 0 0\nutf-8 utf-8 1000\n");
  }

  @Test
  default void inputReadsLinesAndThenMeetsTheEnd() {
    Submission submission =
        Submission.python("print(input('name? '), input())\ninput()")
            .withStdin(Content.ofText("Ada\nLovelace\n"));
    assertThat(run(submission))
        .exited(1)
        .complainedOf("EOFError: EOF when reading a line")
        .satisfies(e -> assertThat(e.stdout().text()).isEqualTo("name? Ada Lovelace\n"));
  }

  @Test
  default void largeInputThatIsNotReadHoldsNobodyUp() {
    Submission submission =
        Submission.python("print('done')").withStdin(Content.of(new byte[3 << 20]));
    assertThat(run(submission)).printed("done\n");
  }

  @Test
  default void binaryInputArrivesByteForByte() {
    byte[] bytes = new byte[300_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Submission submission =
        Submission.python(
                """
                import sys
                data = sys.stdin.buffer.read()
                print(data == bytes(i * 31 % 256 for i in range(300_000)))
                """)
            .withStdin(Content.of(bytes));
    assertThat(run(submission)).printed("True\n");
  }

  @Test
  default void binaryOutputArrivesByteForByte() {
    var execution = run("import sys\nsys.stdout.buffer.write(bytes(range(256)) * 100)");
    assertThat(execution).succeeded();
    byte[] bytes = execution.stdout().content().toByteArray();
    assertThat(bytes).hasSize(25_600);
    for (int i = 0; i < bytes.length; i++) {
      assertThat(bytes[i]).isEqualTo((byte) i);
    }
  }

  @Test
  default void outputThatIsNoUtf8IsReplacedAndNoError() {
    var execution = run("import os\nos.write(1, b'a\\xff\\xc3b')\nos.write(2, b'\\xe2\\x82')");
    assertThat(execution).printed("a\uFFFD\uFFFDb").complained("\uFFFD");
  }

  @Test
  default void unicodeIsPrintedAsItIs() {
    assertThat(run("print('ü😀', '\\u202e', '\\0')")).printed("ü😀 \u202e \0\n");
  }

  @Test
  default void lineOfAMegabyteArrivesWhole() {
    var execution = run("print('x' * ((1 << 20) - 1))");
    assertThat(execution).succeeded();
    assertThat(execution.stdout().content().size()).isEqualTo(1 << 20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "threads",
        "thread_that_outlives_the_main_one",
        "processes_by_fork",
        "processes_by_spawn",
        "pool",
        "queue_and_lock",
        "shared_memory",
        "executors",
        "asyncio",
        "asyncio_subprocess",
        "subprocess",
        "shell",
        "signal_handlers",
        "timers",
        "end_of_the_program",
        "files_never_closed",
        "standard_library",
        "temporary_files_in_shared_memory",
        "big_numbers_and_decimals",
        "memory_mapping",
        "sqlite_in_memory",
        "recursion"
      })
  default void ordinaryProgramWorks(String name) {
    var execution = runProgram("fidelity/" + name);
    assertThat(execution).succeeded().complained("");
    assertThat(execution.stdout().text()).isEqualTo(expected("fidelity/" + name));
  }

  /// Python puts the Unix sockets of these below its directory for temporary files.
  @ParameterizedTest
  @ValueSource(strings = {"processes_by_forkserver", "manager"})
  default void programThatNeedsTemporaryFilesWorksWithScratch(String name) {
    needs(Capability.LIMIT_DISK);
    Limits limits = Limits.DEFAULT.withDisk(DataSize.ofMebibytes(8));
    assertThat(runProgram("fidelity/" + name, limits)).printed(expected("fidelity/" + name));
  }

  /// What a program has to print: the lines behind `# prints` at its end.
  private static String expected(String name) {
    String text = Programs.text(name);
    return text.substring(text.indexOf("# prints\n") + 9).replaceAll("(?m)^# ?", "");
  }

  @Test
  default void recursionWithoutEndIsARecursionError() {
    assertThat(run("def f(): f()\nf()"))
        .exited(1)
        .complainedOf("[Previous line repeated 996 more times]")
        .complainedOf("RecursionError: maximum recursion depth exceeded");
  }

  @Test
  default void memoryErrorForWhatCanNeverFitIsThePrograms() {
    assertThat(run("try:\n    bytearray(1 << 60)\nexcept MemoryError:\n    print('no')"))
        .printed("no\n");
  }

  @Test
  default void warningsAndErrorsGoToStderr() {
    assertThat(run("import warnings\nwarnings.warn('mind')"))
        .printed("")
        .complained("/workspace/script.py:2: UserWarning: mind\n  warnings.warn('mind')\n");
  }

  @Test
  default void exceptionInAThreadDoesNotEndTheProgram() {
    assertThat(
            run(
                "import threading\nt = threading.Thread(target=lambda: 1 / 0)\nt.start()\nt.join()\nprint('on')"))
        .complainedOf("ZeroDivisionError")
        .printed("on\n");
  }

  @Test
  default void exceptionChainIsShownWhole() {
    assertThat(run("try:\n    {}['k']\nexcept KeyError as e:\n    raise ValueError('bad') from e"))
        .exited(1)
        .complainedOf("The above exception was the direct cause")
        .complainedOf("ValueError: bad");
  }

  @Test
  default void outputStreamsCanBeOpenedByTheirNames() {
    String code =
        """
        print("good", file=open("/dev/stdout", "w"))
        print("bad", file=open("/proc/self/fd/2", "w"))
        """;
    assertThat(run(code)).printed("good\n").complainedOf("bad");
  }

  @Test
  default void inputCanBeOpenedByItsName() {
    hostKernelOnly(); // gVisor does not know to whom a pipe of the host belongs
    Submission submission = Submission.python("print(open('/dev/stdin').read())");
    assertThat(run(submission.withStdin(Content.ofText("good")))).printed("good\n");
  }

  @Test
  default void randomnessDiffersFromRunToRun() {
    String code =
        "import os, random, uuid\nprint(random.random(), os.urandom(4).hex(), uuid.uuid4())";
    List<String> first = List.of(run(code).stdout().text().split(" ", -1));
    List<String> second = List.of(run(code).stdout().text().split(" ", -1));
    assertThat(first).hasSize(3).doesNotContainAnyElementsOf(second);
  }

  @Test
  default void hashesDifferFromRunToRunJustInFreshInterpreters() {
    boolean differ = !run("print(hash('x'))").stdout().equals(run("print(hash('x'))").stdout());
    assertThat(differ).isEqualTo(engine().promises(Capability.FRESH_INTERPRETER));
  }

  @Test
  default void timeIsUtcAndTheHosts() {
    var execution = run("import time\nprint(time.time(), time.tzname[0])");
    assertThat(execution).succeeded();
    String[] words = execution.stdout().text().strip().split(" ", -1);
    assertThat(Double.parseDouble(words[0])).isBetween(now() - 60, now() + 60);
    assertThat(words[1]).isEqualTo("UTC");
  }

  private static double now() {
    return System.currentTimeMillis() / 1000.0;
  }

  @Test
  default void packagesOfTheImageCanBeImported() {
    assertThat(run("import requests, urllib3, certifi, idna\nprint(requests.__name__)"))
        .printed("requests\n");
  }

  @Test
  default void outputOfBothStreamsKeepsItsOrderInEach() {
    var execution =
        run(
            """
            import sys
            for i in range(1000):
                print(i, file=(sys.stdout, sys.stderr)[i % 2], flush=True)
            """);
    assertThat(execution).succeeded();
    assertThat(numbersIn(execution.stdout().text())).hasSize(500).isSorted();
    assertThat(numbersIn(execution.stderr().text())).hasSize(500).isSorted();
  }

  private static List<Integer> numbersIn(String text) {
    return text.lines().map(Integer::valueOf).toList();
  }

  @Test
  default void moreMemoryIsForTheProgramToUse() {
    assertThat(run("x = bytearray(300 << 20)\nprint(len(x) >> 20)", Contract.memory(400)))
        .printed("300\n");
  }
}
