package org.safecodeexecutor.engine.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.engine.Completion;
import org.safecodeexecutor.engine.OutcomeClassifier;
import org.safecodeexecutor.engine.Program;
import org.safecodeexecutor.engine.Sandbox;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.engine.container.Instance;
import org.safecodeexecutor.image.ImageCatalogue;
import org.safecodeexecutor.image.RuntimeImage;

/// What the contract does not see: an image without warm modules, whose programs are executed
/// afresh in their cells, and what becomes of programs when parts of the engine are lost.
class CellEngineTest {
  private static final long HUGE = 2 << 20;

  private CellEngine engine;
  private Path runs;
  private RuntimeImage warm;
  private RuntimeImage cold;

  @BeforeEach
  void open() {
    String data = System.getenv("SCE_TEST_DATA");
    assumeTrue(data != null || "true".equals(System.getenv("SCE_REQUIRED")), "needs an image");
    SandboxesConfig config = SandboxesConfig.DEFAULT.withDataDirectory(Path.of(data));
    warm = new ImageCatalogue(config.dataDirectory()).find(RuntimeId.PYTHON).orElseThrow();
    cold =
        new RuntimeImage(
            warm.id(), warm.rootfs(), warm.digest() + "-cold", warm.command(), List.of());
    runs = config.dataDirectory().resolve("run");
    engine = CellEngine.open(config);
  }

  @AfterEach
  void close() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void programIsExecutedAfreshAndConfined() {
    Completion completion =
        run(
            """
            import os, sys
            status = dict(l.split(":\\t", 1) for l in open("/proc/self/status") if ":\\t" in l)
            print(sys.argv, input(), os.getuid(), sorted(os.environ), os.listdir("/proc/self/fd"))
            print([status[k].strip() for k in ("CapEff", "CapBnd", "NoNewPrivs", "Seccomp")])
            print(open("/proc/self/cgroup").read().count("/cell"), os.getpid() > 1)
            """,
            Limits.DEFAULT);

    assertThat(completion.stderr().text()).isEmpty();
    assertThat(completion.stdout().text())
        .isEqualTo(
            """
            ['/workspace/script.py', 'a b'] given 1000 ['HOME', 'LANG', 'PATH', 'TMPDIR'] ['0', '1', '2', '3']
            ['0000000000000000', '0000000000000000', '1', '2']
            0 True
            """);
    assertThat(OutcomeClassifier.classify(completion)).isEqualTo(new Outcome.Exited(0));
  }

  @Test
  void exitCodesAndLimitsAreTold() {
    assertThat(OutcomeClassifier.classify(run("raise SystemExit(7)", Limits.DEFAULT)))
        .isEqualTo(new Outcome.Exited(7));
    Limits brief = Limits.DEFAULT.withWallTime(Duration.ofMillis(300));
    assertThat(OutcomeClassifier.classify(run("while True: pass", brief)))
        .isEqualTo(new Outcome.LimitExceeded(Limit.WALL_TIME));
    assertThat(OutcomeClassifier.classify(run("x = b'x' * (256 << 20)", Limits.DEFAULT)))
        .isEqualTo(new Outcome.LimitExceeded(Limit.MEMORY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/usr/bin/python3", "/.sce/cells"})
  void programsAreRunAgainWhenWhatMakesCellsDies(String program) throws Exception {
    engine.prepare(warm);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String code = "import time; time.sleep(0.5); print(%d)".formatted(i);
        answers.add(callers.submit(() -> run(warm, code, Limits.DEFAULT).stdout().text()));
      }
      Thread.sleep(200);
      first(program).destroyForcibly();
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(i + "\n");
      }
    }
  }

  @Test
  void zygoteThatHangsIsReplaced() throws Exception {
    engine.prepare(warm);
    assertThat(run(warm, "print(1)", Limits.DEFAULT).stdout().text()).isEqualTo("1\n");
    ProcessHandle hanging = first("/usr/bin/python3");
    stop(hanging);
    for (int i = 0; i < 12; i++) { // more than wait already
      assertThat(run(warm, "print(2)", Limits.DEFAULT).stdout().text()).isEqualTo("2\n");
    }
    assertThat(hanging.isAlive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass", "os.kill(os.getpid(), 9)", "while True: pass"})
  void networkThatNobodyUsedIsForAnotherCell(String does) throws Exception {
    assertThat(keepsNetworkAfter(warm, does)).isTrue();
  }

  @Test
  void networkThatAnInterpreterOfItsOwnDidNotUseIsForAnotherCell() throws Exception {
    assertThat(keepsNetworkAfter(cold, "pass")).isTrue();
  }

  /// Whoever makes the socket, and however the program ends.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "socket.socket(socket.AF_UNIX)",
        "socket.socketpair()",
        "os.fork() or socket.socket()\nos.wait()",
        "threading.Thread(target=socket.socket).start()",
        "subprocess.run([sys.executable, '-c', 'import socket; socket.socket()'])",
        "socket.socket(); os.kill(os.getpid(), 9)",
        "socket.socket()\nwhile True: pass",
      })
  void networkInWhichASocketWasMadeIsForNobody(String does) throws Exception {
    assertThat(keepsNetworkAfter(warm, does)).isFalse();
  }

  @Test
  void networkInWhichAnInterpreterOfItsOwnMadeASocketIsForNobody() throws Exception {
    assertThat(keepsNetworkAfter(cold, "socket.socketpair()")).isFalse();
  }

  /// Whether the container's first process still has the network of a program when that has ended.
  private boolean keepsNetworkAfter(RuntimeImage image, String does) throws Exception {
    String code =
        """
        import os, socket, subprocess, sys, threading, time
        print(os.readlink('/proc/self/ns/net'), os.readlink('/proc/self/ns/pid'), flush=True)
        time.sleep(0.2)
        """
            + does;
    Limits brief = Limits.DEFAULT.withWallTime(Duration.ofSeconds(1));
    engine.prepare(image);
    Path descriptors = Path.of("/proc/" + first("/.sce/cells").pid(), "fd");
    try (Held held = new Held(descriptors);
        Sandbox sandbox = engine.create(new SandboxSpec(image, brief))) {
      String[] names = run(sandbox, image, code, held).stdout().text().strip().split(" ", 2);
      String network = names[0];
      assertThat(held.networks).containsKey(network);
      awaitNobodyIn(names[1]);
      for (int i = 0; i < 3; i++) { // and until the first process has seen to what is left
        assertThat(run(image, "print(1)", brief).stdout().text()).isEqualTo("1\n");
      }
      return networks(descriptors).containsKey(network);
    }
  }

  /// A program is answered before its cell has ended.
  private static void awaitNobodyIn(String processes) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> ProcessHandle.allProcesses().noneMatch(each -> isIn(each, processes)));
  }

  private static boolean isIn(ProcessHandle process, String processes) {
    try {
      return target(Path.of("/proc/" + process.pid(), "ns/pid")).equals(processes);
    } catch (IOException gone) {
      return false;
    }
  }

  /// What was open when a program printed something: the kernel gives the name of a network to no
  /// other one while somebody has it open.
  private record Held(Path descriptors, Map<String, InputStream> networks)
      implements OutputListener, Closeable {
    Held(Path descriptors) {
      this(descriptors, new HashMap<>());
    }

    @Override
    public void printed(Stream stream, Content bytes) {
      try {
        for (Map.Entry<String, Path> network : CellEngineTest.networks(descriptors).entrySet()) {
          hold(network.getKey(), network.getValue());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void hold(String name, Path descriptor) {
      try {
        networks.put(name, new FileInputStream(descriptor.toFile()));
      } catch (FileNotFoundException closed) {
        networks.remove(name); // another one, which has ended meanwhile
      }
    }

    @Override
    public void close() throws IOException {
      for (InputStream network : networks.values()) {
        network.close();
      }
    }
  }

  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException closed) {
      return "";
    }
  }

  /// The name of each network that a process has open, and where.
  private static Map<String, Path> networks(Path descriptors) throws IOException {
    Map<String, Path> networks = new HashMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
      for (Path descriptor : all) {
        String target = target(descriptor);
        if (target.startsWith("net:")) {
          networks.put(target, descriptor);
        }
      }
    }
    return networks;
  }

  /// A program that makes sockets without end keeps its cell from nothing else.
  @Test
  void cellHearsOfSoManyCallsAndNoMore() {
    String code =
        """
        import os, time, _socket
        os.fork(), os.fork(), os.fork()
        count, end = 0, time.monotonic() + 1
        while time.monotonic() < end:
            _socket.socket().close()
            count += 1
        print(count, flush=True)
        time.sleep(0.3)
        """;

    String counts = run(warm, code, Limits.DEFAULT).stdout().text();

    assertThat(counts.lines().mapToInt(Integer::parseInt).sum()).isBetween(1, 10_000);
  }

  /// Older kernels let anybody leave one on whatever is open, also on a network.
  @Test
  void hintsCannotBeLeftOnFiles() {
    String code =
        """
        import fcntl
        for command in (1036, 1038):
            try:
                fcntl.fcntl(open("/dev/shm/own", "w"), command, bytes([2] + [0] * 7))
                print("left")
            except PermissionError:
                print("refused")
        """;

    assertThat(run(warm, code, Limits.DEFAULT).stdout().text()).isEqualTo("refused\nrefused\n");
  }

  /// Each place where it lies apart is copied by every fork, page by page.
  @Test
  void memoryOfTheZygoteLiesTogether() {
    engine.prepare(warm);
    assertThat(run(warm, "print(1)", Limits.DEFAULT).stdout().text()).isEqualTo("1\n");

    assertThat(read(first("/usr/bin/python3"), "maps").lines().filter(CellEngineTest::isTogether))
        .hasSize(1);
  }

  /// Of all that is no file's, large enough for huge pages and where one can be.
  private static boolean isTogether(String mapping) {
    Matcher range = Pattern.compile("(\\w+)-(\\w+) rw-p 0+ 00:00 0\\s*").matcher(mapping);
    return range.matches()
        && Long.parseLong(range.group(1), 16) % HUGE == 0
        && Long.parseLong(range.group(2), 16) - Long.parseLong(range.group(1), 16) >= 2 * HUGE;
  }

  /// What a program allocates must not lie among what the zygote has: that took 190 page faults.
  @Test
  void programsCopyFewPagesOfTheZygote() {
    String code = "print(open('/proc/self/stat').read().split()[9])";

    assertThat(Integer.parseInt(run(warm, code, Limits.DEFAULT).stdout().text().strip()))
        .isBetween(1, 170);
  }

  /// A page that a program adds to a file which all programs read is charged to its group, and
  /// keeps that from being freed when it is removed.
  @Test
  void nothingOfAProgramStaysInTheLibrariesThatItReads() throws Exception {
    String code =
        """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        for line in open("/proc/self/maps"):
            begin, end = (int(address, 16) for address in line.split()[0].split("-"))
            if "memfd:libraries" in line:
                for page in range(begin, end, 4096):
                    ctypes.string_at(page, 1)
                for advice in 25, 9:  # MADV_COLLAPSE, MADV_REMOVE
                    libc.madvise(ctypes.c_void_p(begin), ctypes.c_size_t(end - begin), advice)
                    print(ctypes.get_errno())
        """;
    assertThat(run(warm, "print(1)", Limits.DEFAULT).stdout().text()).isEqualTo("1\n");
    Thread.sleep(1000); // until those that were just removed are freed
    long before = removedGroupsWithMemory();

    assertThat(run(warm, code, Limits.DEFAULT).stdout().text()).startsWith("22\n13\n");

    await()
        .ignoreException(UncheckedIOException.class) // a group goes while they are counted
        .until(() -> removedGroupsWithMemory() <= before);
  }

  @Test
  void librariesInMemoryAreNobodysToSendAway() throws Exception {
    engine.prepare(warm);
    assertThat(run(warm, "print(1)", Limits.DEFAULT).stdout().text()).isEqualTo("1\n");

    Path mapped = Path.of("/proc/" + first("/usr/bin/python3").pid(), "map_files");
    int libraries = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(mapped)) {
      for (Path file : files) {
        if (target(file).startsWith("/memfd:libraries")) {
          assertThat(Files.getPosixFilePermissions(file)).isEmpty();
          libraries++;
        }
      }
    }
    assertThat(libraries).isPositive();
  }

  /// Of all control groups of this machine.
  private static long removedGroupsWithMemory() throws IOException {
    Path one = Path.of("/sys/fs/cgroup/memory");
    if (!Files.exists(one)) {
      return number("nr_dying_descendants (\\d+)", Path.of("/sys/fs/cgroup/cgroup.stat"));
    }
    try (var groups = Files.walk(one)) {
      return number("memory\\s+\\d+\\s+(\\d+)", Path.of("/proc/cgroups"))
          - groups.filter(Files::isDirectory).count();
    }
  }

  private static long number(String pattern, Path file) throws IOException {
    Matcher found = Pattern.compile(pattern).matcher(Files.readString(file));
    assertThat(found.find()).isTrue();
    return Long.parseLong(found.group(1));
  }

  @Test
  void imageThatIsBuiltAnewIsUsedAtOnce() {
    RuntimeImage rebuilt =
        new RuntimeImage(
            warm.id(), warm.rootfs(), "b" + warm.digest(), warm.command(), warm.preload());
    assertThat(run(warm, "print(1)", Limits.DEFAULT).stdout().text()).isEqualTo("1\n");
    assertThat(run(rebuilt, "print(2)", Limits.DEFAULT).stdout().text()).isEqualTo("2\n");
    assertThat(run(warm, "print(3)", Limits.DEFAULT).stdout().text()).isEqualTo("3\n");
  }

  /// The first process of this engine that executes a program: the zygote, or the container's
  /// first, and not one that was forked from it.
  private ProcessHandle first(String program) {
    return ProcessHandle.allProcesses()
        .filter(process -> read(process, "cmdline").startsWith(program + "\0"))
        .filter(process -> read(process, "cgroup").contains(Instance.cgroupPrefix(runs)))
        .min(Comparator.comparingLong(ProcessHandle::pid))
        .orElseThrow();
  }

  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid(), file));
    } catch (IOException gone) {
      return "";
    }
  }

  private static void stop(ProcessHandle process) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-STOP", "" + process.pid()).start().waitFor()).isZero();
  }

  private Completion run(String code, Limits limits) {
    return run(cold, code, limits);
  }

  private Completion run(RuntimeImage image, String code, Limits limits) {
    try (Sandbox sandbox = engine.create(new SandboxSpec(image, limits))) {
      return run(sandbox, image, code, OutputListener.NONE);
    }
  }

  private static Completion run(
      Sandbox sandbox, RuntimeImage image, String code, OutputListener listener) {
    Program program =
        new Program(
            List.of(SourceFile.ofText("script.py", code)),
            image.commandFor("script.py", List.of("a b")),
            Content.ofText("given\n"));
    return sandbox.run(program, listener, new Cancellation());
  }
}
