package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.safecodeexecutor.testkit.ExecutionAssert.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.engine.Capability;

/// What a program sees of files and what it can change: nothing of the host, and nothing at all.
public interface FilesystemContract extends Contract {
  List<String> READ_ONLY_PLACES =
      List.of(
          "/", "/tmp", "/etc", "/usr", "/usr/lib", "/var", "/var/tmp", "/home", "/root", "/bin");

  /// One run tries them all, and says of each what came of it.
  @TestFactory
  default Stream<DynamicTest> placeIsReadOnly() {
    Execution execution =
        run(
            """
            import os
            for place in "%s".split():
                try:
                    open(os.path.join(place, "new"), "w")
                    print("open")
                except OSError as e:
                    print(e)
            """
                .formatted(String.join(" ", READ_ONLY_PLACES)));
    assertThat(execution).succeeded();
    // gVisor looks at the owner first
    String refusal =
        hasOwnKernel() ? "[Errno 13] Permission denied: '" : "[Errno 30] Read-only file system: '";
    List<String> answers = execution.stdout().text().lines().toList();
    assertThat(answers).hasSameSizeAs(READ_ONLY_PLACES);
    return IntStream.range(0, answers.size())
        .mapToObj(i ->
            DynamicTest.dynamicTest(
                READ_ONLY_PLACES.get(i), () -> assertThat(answers.get(i)).startsWith(refusal)));
  }

  /// By its mount or by its owner.
  @Test
  default void directoryOfTheProgramsFilesIsReadOnly() {
    Execution execution = run("open('/workspace/new', 'w')");
    assertThat(execution).exited(1);
    assertThat(execution.stderr().text())
        .containsAnyOf(
            "OSError: [Errno 30] Read-only file system: '",
            "PermissionError: [Errno 13] Permission denied: '");
  }

  @Test
  default void sameProgramCouldWriteOutside(@TempDir Path directory) {
    String written = HostPython.run("open('%s/new', 'w')".formatted(directory));
    assertThat(written).isEmpty();
    assertThat(directory.resolve("new")).exists();
  }

  @Test
  default void nothingIsWritableButSharedMemoryAndNullDevices() {
    Execution execution = runProgram("filesystem/find_writable");
    assertThat(execution).succeeded();
    assertThat(execution.stdout().text().lines())
        .isNotEmpty()
        .isSubsetOf(
            "/dev/shm",
            "/dev/mqueue",
            "/dev/null",
            "/dev/zero",
            "/dev/full",
            "/dev/random",
            "/dev/urandom",
            "/dev/tty",
            "/dev/ptmx",
            "/dev/pts/ptmx");
  }

  @TestFactory
  default Stream<DynamicTest> programCannotReplaceItsOwnFiles() {
    return refusals("filesystem/change_own_files", 10);
  }

  @TestFactory
  default Stream<DynamicTest> mountTableCannotBeChanged() {
    return refusals("filesystem/mount", 9);
  }

  @TestFactory
  default Stream<DynamicTest> deviceCannotBeMadeOrOpened() {
    return refusals("filesystem/devices", 8);
  }

  @Test
  default void deviceDirectoryHoldsTheHarmlessOnesOnly() {
    Execution execution = runProgram("filesystem/list_devices");
    assertThat(execution).succeeded();
    assertThat(execution.stdout().text().lines())
        .contains("null", "zero", "urandom")
        .isSubsetOf("null", "zero", "full", "random", "urandom", "tty", "ptmx", "pts/ptmx");
  }

  @TestFactory
  default Stream<DynamicTest> dangerousPartOfProcIsMasked() {
    return refusals("filesystem/read_masked_proc", 8);
  }

  @TestFactory
  default Stream<DynamicTest> settingOfTheKernelCannotBeWritten() {
    return refusals("filesystem/write_proc_sys", 10);
  }

  @TestFactory
  default Stream<DynamicTest> placeOfTheHostIsAbsent() {
    Attempts attempts = Attempts.read(runProgram("filesystem/host_places").stdout().text(), 15);
    return engine().promises(Capability.NO_CGROUP_FILES)
        ? attempts.eachIsRefused()
        : attempts.without(Set.of("list /sys/fs/cgroup")).eachIsRefused();
  }

  @Test
  default void fileOfTheHostIsNotVisible(@TempDir Path directory) throws IOException {
    Path marker = Files.writeString(directory.resolve("marker-of-the-host"), "secret");
    String look = "import os, sys\nprint(os.path.exists(sys.argv[1]))";
    Submission submission = Submission.python(look).withArguments(List.of(marker.toString()));
    assertThat(HostPython.run(look, marker.toString())).isEqualTo("True\n");
    assertThat(run(submission)).printed("False\n");
  }

  @Test
  default void noPathLeadsToAFileOfTheHost(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("marker-of-the-host"), "secret");
    assertThat(runProgram("filesystem/search_marker")).printed("");
  }

  @Test
  default void dataDirectoryCannotBeProbed() {
    String probe = "import os, sys\nprint(os.path.exists(sys.argv[1]))";
    assertThat(
            run(
                Submission.python(probe)
                    .withArguments(List.of(engine().config().dataDirectory().toString()))))
        .printed("False\n");
  }

  @Test
  default void everyWritableMountIgnoresSetUserBitsAndDevices() {
    hostKernelOnly(); // gVisor does so without saying it
    Execution execution = runProgram("filesystem/list_writable_mounts");
    assertThat(execution).succeeded();
    assertThat(execution.stdout().text().lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains("nosuid").contains("nodev"));
  }

  @Test
  default void sharedMemoryIsSmall() {
    Limits limits = Contract.memory(512).withOutput(DataSize.ofKibibytes(1));
    Execution execution = runProgram("filesystem/fill_shm_bytes", limits);
    assertThat(execution).succeeded();
    assertThat(Integer.parseInt(execution.stdout().text().strip())).isBetween(1, 64);
  }

  @Test
  default void sharedMemoryHoldsFewFiles() {
    needs(Capability.LIMIT_SCRATCH_FILES);
    Execution execution = runProgram("filesystem/fill_shm_files");
    assertThat(execution).succeeded();
    assertThat(Integer.parseInt(execution.stdout().text().strip())).isBetween(16, 20_000);
  }

  @Test
  default void deepFoldersAndStrangeNamesDoNotOutliveTheRun() {
    assertThat(runProgram("filesystem/strange_names")).succeeded();
    assertThat(run("import os\nprint(os.listdir('/dev/shm'))")).printed("[]\n");
  }

  @Test
  default void filesOfASubmissionAreLaidOutAndNothingElse() {
    Submission submission =
        Submission.python(
            List.of(
                SourceFile.ofText(
                    "script.py", "import os\nprint(sorted(os.listdir()), os.getcwd())"),
                SourceFile.ofText("b/c.txt", "")),
            "script.py");
    assertThat(run(submission)).printed("['b', 'script.py'] /workspace\n");
  }

  @Test
  default void directoriesAboveTheRootAreTheRoot() {
    assertThat(
            run(
                "import os\nprint(os.path.samefile('/', '/../../../..'), os.stat('/..').st_ino == os.stat('/').st_ino)"))
        .printed("True True\n");
  }
}
