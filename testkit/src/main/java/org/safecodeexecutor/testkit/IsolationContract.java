package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.safecodeexecutor.testkit.ExecutionAssert.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.engine.Capability;

/// Who a program is, and which parts of the kernel it can speak to.
public interface IsolationContract extends Contract {
  Set<String> ENVIRONMENT = Set.of("PATH", "HOME", "LANG", "TMPDIR");

  // ---- identity ----

  @Test
  default void programIsNotRootAndInNoGroupButItsOwn() {
    assertThat(
            run(
                """
                import os
                uids, gids = set(os.getresuid()), set(os.getresgid())
                print(0 in uids, 0 in gids, len(uids), len(gids), set(os.getgroups()) <= gids)
                """))
        .printed("False False 1 1 True\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"})
  default void capabilitySetIsEmpty(String set) {
    String absent = hasOwnKernel() && set.equals("CapAmb") ? "" : "0000000000000000";
    assertThat(runStatus(set)).isEqualTo(absent);
  }

  @Test
  default void noPrivilegeCanBeGained() {
    int getNoNewPrivs = 39;
    assertThat(
            run(
                "import ctypes\nprint(ctypes.CDLL(None).prctl(%d, 0, 0, 0, 0))"
                    .formatted(getNoNewPrivs)))
        .printed("1\n");
  }

  @Test
  default void seccompFilterIsLoaded() {
    needs(Capability.SECCOMP);
    assertThat(runStatus("Seccomp")).isEqualTo("2");
  }

  private String runStatus(String field) {
    var execution =
        run(
            "print(*[l.split()[1] for l in open('/proc/self/status') if l.startswith('%s:')])"
                .formatted(field));
    assertThat(execution).succeeded();
    return execution.stdout().text().strip();
  }

  @Test
  default void concurrentRunsHaveHostUsersOfTheirOwn() {
    needs(Capability.OWN_USER);
    String first = "marker-" + UUID.randomUUID();
    String second = "marker-" + UUID.randomUUID();
    try (var one = startSleeper(first);
        var other = startSleeper(second)) {
      one.awaitOutput("ready");
      other.awaitOutput("ready");
      int user = hostUser(first);
      assertThat(user).isBetween(firstHostId(), firstHostId() + 65_535);
      assertThat(hostUser(second)).isNotEqualTo(user);
    }
  }

  private int firstHostId() {
    return engine().config().firstHostId();
  }

  private BackgroundRun startSleeper(String marker) {
    String code = "import time\nprint('ready', flush=True)\ntime.sleep(9)";
    return BackgroundRun.start(
        engine().sandboxes(), Submission.python(code).withArguments(List.of(marker)));
  }

  /// The host's user of the process that has the marker in its own command line, not in that of the
  /// supervisor above it.
  private static int hostUser(String marker) {
    return HostState.processesWith(marker).stream()
        .filter(pid -> HostState.processesWith(marker).stream().noneMatch(p -> isParent(pid, p)))
        .flatMap(pid -> HostState.userOf(pid).stream())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no process has the marker"));
  }

  private static boolean isParent(long parent, long child) {
    return ProcessHandle.of(child)
        .flatMap(ProcessHandle::parent)
        .filter(p -> p.pid() == parent)
        .isPresent();
  }

  // ---- namespaces ----

  List<String> KINDS_OF_NAMESPACE = List.of("user", "pid", "mnt", "net", "ipc", "uts", "cgroup");

  @TestFactory
  default Stream<DynamicTest> namespaceIsOfTheRunAlone() {
    String code =
        """
        import os, time
        for kind in "%s".split():
            try:
                print(os.readlink("/proc/self/ns/" + kind))
            except OSError as e:
                print(e)
        print("all", flush=True)
        time.sleep(9)
        """
            .formatted(String.join(" ", KINDS_OF_NAMESPACE));
    try (var one = BackgroundRun.start(engine().sandboxes(), Submission.python(code));
        var other = BackgroundRun.start(engine().sandboxes(), Submission.python(code))) {
      List<String> first = one.awaitOutput("all\n").lines().toList();
      List<String> second = other.awaitOutput("all\n").lines().toList();
      return IntStream.range(0, KINDS_OF_NAMESPACE.size())
          .mapToObj(i -> ofTheRunAlone(KINDS_OF_NAMESPACE.get(i), first.get(i), second.get(i)));
    }
  }

  private DynamicTest ofTheRunAlone(String kind, String first, String second) {
    return DynamicTest.dynamicTest(
        kind,
        () -> {
          needs(kind.equals("user") ? Capability.USER_NAMESPACE : Capability.NAMESPACES);
          assertThat(first).startsWith(kind + ":[").isNotEqualTo(HostState.namespace(kind));
          assertThat(second).startsWith(kind + ":[").isNotEqualTo(first);
        });
  }

  @Test
  default void onlyTheRunsOwnProcessesAreVisible() {
    var execution =
        run(
            "import os\nprint(len([p for p in os.listdir('/proc') if p.isdigit()]), os.getpid() != 1)");
    assertThat(execution).succeeded();
    assertThat(execution.stdout().text()).isIn("1 True\n", "2 True\n", "3 True\n");
  }

  @Test
  default void hostnameIsNotThatOfTheHost() throws IOException {
    var execution = run("import socket\nprint(socket.gethostname())");
    assertThat(execution).succeeded();
    assertThat(execution.stdout().text().strip())
        .isNotBlank()
        .isNotEqualTo(InetAddress.getLocalHost().getHostName());
  }

  @Test
  default void cgroupPathTellsNothingOfTheHost() {
    var execution = run("print({l.strip().rsplit(':', 1)[1] for l in open('/proc/self/cgroup')})");
    assertThat(execution).printed(hasOwnKernel() ? "{'/program'}\n" : "{'/'}\n");
  }

  @Test
  default void kernelOfItsOwnIsNotThatOfTheHost() {
    needs(Capability.OWN_KERNEL);
    var execution = run("import os\nprint(os.uname().release, os.path.exists('/proc/1/cmdline'))");
    assertThat(execution).succeeded();
    assertThat(execution.stdout().text())
        .isNotEqualTo(System.getProperty("os.version") + " True\n");
  }

  // ---- environment and descriptors ----

  @Test
  default void environmentIsTheAllowListAndNothingOfTheService() {
    var execution = run("import os\nfor name in os.environ: print(name)");
    assertThat(execution).succeeded();
    assertThat(execution.stdout().text().lines()).containsExactlyInAnyOrderElementsOf(ENVIRONMENT);
    assertThat(System.getenv()).as("control").containsKey("PATH").hasSizeGreaterThan(4);
  }

  @Test
  default void onlyTheStandardDescriptorsAreOpen() {
    var execution =
        run(
            "import os\nfds = os.listdir('/proc/self/fd')\nprint(sorted(f for f in fds if os.path.exists(f'/proc/self/fd/{f}')))");
    assertThat(execution).printed("['0', '1', '2']\n");
  }

  @Test
  default void standardDescriptorsArePipesThatLeadNowhere() {
    var execution = runProgram("isolation/standard_descriptors");
    assertThat(execution).succeeded();
    assertThat(Attempts.read(execution.stdout().text(), 6).allowed()).isEmpty();
  }

  @Test
  default void coreDumpsAreOff() {
    assertThat(run("import resource\nprint(resource.getrlimit(resource.RLIMIT_CORE))"))
        .printed("(0, 0)\n");
  }

  // ---- system calls ----

  @TestFactory
  default Stream<DynamicTest> dangerousSystemCallIsRefused() {
    needs(Capability.SECCOMP);
    return refusals("isolation/system_calls", 50);
  }

  @Test
  default void sameSystemCallsReachTheKernelOutside() {
    List<String> allowed =
        Attempts.read(HostPython.run(Programs.text("isolation/system_calls"), "control"), 50)
            .allowed();
    assertThat(allowed).contains("unshare user", "ptrace attach", "io_uring_setup", "keyctl");
  }

  @TestFactory
  default Stream<DynamicTest> newNamespaceIsRefused() {
    return refusals("isolation/namespaces", 18);
  }

  @Test
  default void sameNamespacesCanBeMadeOutside() {
    assertThat(Attempts.read(HostPython.run(Programs.text("isolation/namespaces")), 18).allowed())
        .contains("unshare CLONE_NEWUTS", "clone CLONE_NEWUTS");
  }

  @TestFactory
  default Stream<DynamicTest> foreignEntryIntoTheKernelIsRefused() {
    needs(Capability.SECCOMP);
    hostKernelOnly(); // elsewhere the instructions for it enter as native calls
    return refusals("isolation/foreign_entry", 4);
  }

  @TestFactory
  default Stream<DynamicTest> terminalIsOutOfReach() {
    hostKernelOnly(); // those of another kernel are nobody else's
    return refusals("isolation/terminals", 3);
  }

  @Test
  default void terminalsCanBeMadeOutside() {
    assertThat(Attempts.read(HostPython.run(Programs.text("isolation/terminals")), 3).allowed())
        .isNotEmpty();
  }

  @TestFactory
  default Stream<DynamicTest> privilegeIsOutOfReach() {
    return refusals("isolation/privileges", 14);
  }

  @Test
  default void newStyleCloneIsAbsentSoThatThreadsFallBack() {
    needs(Capability.SECCOMP);
    assertThat(
            run(
                """
                import ctypes, errno, threading
                libc = ctypes.CDLL(None, use_errno=True)
                print(libc.syscall(435, 1, 64), errno.errorcode[ctypes.get_errno()])
                thread = threading.Thread(target=print, args=("a thread",))
                thread.start()
                thread.join()
                """))
        .printed("-1 ENOSYS\na thread\n");
  }
}
