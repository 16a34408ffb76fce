package org.safecodeexecutor.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.EngineFailure;

class CgroupTreeTest {
  private static final List<String> HYBRID =
      List.of(
          "25 1 0:22 / /proc rw - proc proc rw",
          "30 29 0:26 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:9 - cgroup cgroup rw,cpu,cpuacct",
          "31 29 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
          "32 29 0:28 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids",
          "33 29 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw");

  @Test
  void aHybridLayoutIsVersionOne() {
    CgroupTree tree = CgroupTree.of(HYBRID);
    assertThat(tree.version()).isEqualTo(1);
    assertThat(tree.directory("cpuacct", "a/b"))
        .isEqualTo(Path.of("/sys/fs/cgroup/cpu,cpuacct/a/b"));
  }

  @Test
  void oneUnifiedMountIsVersionTwo(@TempDir Path mount) throws IOException {
    Files.writeString(mount.resolve("cgroup.controllers"), "cpuset cpu io memory pids\n");
    CgroupTree tree = CgroupTree.of(List.of("33 29 0:29 / " + mount + " rw - cgroup2 none rw"));
    assertThat(tree.version()).isEqualTo(2);
    assertThat(tree.directory("memory", "a")).isEqualTo(mount.resolve("a"));
    assertThat(tree.countsSwap()).isTrue();
  }

  @Test
  void groupOfAContainerWithProcessesIsRefusedUntilTheyAreMovedAway(@TempDir Path mount)
      throws IOException {
    Files.writeString(mount.resolve("cgroup.controllers"), "cpuset cpu io memory pids\n");
    Files.writeString(mount.resolve("cgroup.type"), "domain\n");
    Files.writeString(mount.resolve("cgroup.subtree_control"), "\n");
    Files.writeString(mount.resolve("cgroup.procs"), "1\n7\n");
    List<String> mounts = List.of("33 29 0:29 / " + mount + " rw - cgroup2 none rw");
    assertThatThrownBy(() -> CgroupTree.of(mounts))
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessageContaining("; mkdir " + mount + "/init");

    Files.writeString(mount.resolve("cgroup.procs"), "");
    assertThat(CgroupTree.of(mounts).version()).isEqualTo(2);
  }

  @Test
  void aMissingControllerIsNamed() {
    List<String> lines = new ArrayList<>(HYBRID);
    lines.removeIf(line -> line.contains("pids"));
    assertThatThrownBy(() -> CgroupTree.of(lines))
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessageContaining("pids");
  }

  @Test
  void noMountsAtAllIsExplained() {
    assertThatThrownBy(() -> CgroupTree.of(List.of("25 1 0:22 / /proc rw - proc proc rw")))
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessageContaining("mount cgroup2");
  }

  @Test
  void versionTwoReadsTheKernelsFiles(@TempDir Path mount) throws IOException {
    Files.writeString(mount.resolve("cgroup.controllers"), "cpu memory pids");
    Path group = Files.createDirectories(mount.resolve("a"));
    Files.writeString(group.resolve("cpu.stat"), "usage_usec 1500\nuser_usec 1000\n");
    Files.writeString(group.resolve("memory.events"), "low 0\noom 2\noom_kill 3\n");
    CgroupTree tree = CgroupTree.of(List.of("33 29 0:29 / " + mount + " rw - cgroup2 none rw"));
    try (Cgroup cgroup = tree.group("a")) {
      assertThat(cgroup.cpuTime()).contains(java.time.Duration.ofNanos(1_500_000));
      assertThat(cgroup.oomKills()).isEqualTo(3);
      assertThat(cgroup.peakMemory()).isEmpty();
    }
  }

  @Test
  void peakOfProcessesIsCountedWhereTheKernelHasAFileForIt(@TempDir Path mount) throws IOException {
    Files.writeString(mount.resolve("cgroup.controllers"), "cpu memory pids");
    CgroupTree tree = CgroupTree.of(List.of("33 29 0:29 / " + mount + " rw - cgroup2 none rw"));
    assertThat(tree.countsPeakProcesses("a/b")).isFalse();
    assertThat(mount.resolve("a/b")).doesNotExist();

    Files.writeString(Files.createDirectories(mount.resolve("a/b")).resolve("pids.peak"), "0");
    assertThat(tree.countsPeakProcesses("a/b")).isTrue();
    assertThat(mount.resolve("cgroup.subtree_control")).hasContent("+pids");
    assertThat(mount.resolve("a/cgroup.subtree_control")).hasContent("+pids");
  }

  /// With the four controllers of version 1 in one directory.
  private static CgroupTree versionOne(Path mount) {
    String line = "31 29 0:27 / " + mount + " rw - cgroup cgroup rw,cpu,cpuacct,memory,pids";
    return CgroupTree.of(List.of(line));
  }

  @Test
  void socketsOfAGroupThatSomebodyElseHasMadeAreLimited(@TempDir Path mount) throws IOException {
    Path group = Files.createDirectories(mount.resolve("docker/docker-abc.scope"));
    Path limit = Files.writeString(group.resolve("memory.kmem.tcp.limit_in_bytes"), "");
    CgroupTree tree = versionOne(mount);
    assertThat(tree.find("abc")).contains("docker/docker-abc.scope");
    assertThat(tree.find("abd")).isEmpty();
    assertThat(tree.limitSocketsIfThere("docker/docker-abc.scope")).isTrue();
    assertThat(limit).hasContent("16777216");
  }

  @Test
  void groupThatIsGoneIsNotMadeAgain(@TempDir Path mount) {
    assertThat(versionOne(mount).limitSocketsIfThere("gone")).isFalse();
    assertThat(mount).isEmptyDirectory();
  }

  @Test
  void groupWhoseSocketsCannotBeLimitedIsAFailure(@TempDir Path mount) throws IOException {
    Files.createDirectory(mount.resolve("a"));
    assertThatThrownBy(() -> versionOne(mount).limitSocketsIfThere("a"))
        .isInstanceOf(EngineFailure.class);
  }
}
