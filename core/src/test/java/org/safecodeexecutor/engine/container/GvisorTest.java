package org.safecodeexecutor.engine.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Limits;

class GvisorTest {
  @Test
  void platformIsTheNewestThatTheReleaseKnowsButNeverHardware() {
    assertThat(Gvisor.platform("which platform to use: ptrace (default), kvm."))
        .isEqualTo("ptrace");
    assertThat(Gvisor.platform("which platform to use: systrap (default), ptrace, kvm."))
        .isEqualTo("systrap");
    assertThat(Gvisor.platform("")).isEqualTo("ptrace");
  }

  /// A program that speaks as runsc does, of one release or another.
  private static OciRuntime runsc(Path directory, String flags) throws IOException {
    Path program = directory.resolve("runsc");
    Files.writeString(
        program,
        """
        #!/bin/sh
        case "$1" in
          --version) echo "runsc version release-20250101.0" ;;
          flags) echo "%s" >&2 ;;
          *) exit 1 ;;
        esac
        """
            .formatted(flags));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return OciRuntime.find(program.toString());
  }

  @Test
  void releaseThatKnowsSystrapIsCalledWithIt(@TempDir Path directory) throws IOException {
    OciRuntime current =
        runsc(directory, "-platform string: specifies which platform to use: systrap (default).");
    assertThat(current.version()).isEqualTo("runsc release-20250101.0");
    assertThat(current.isGvisor()).isTrue();
    assertThat(current.flags()).containsExactly("--platform=systrap", "--network=none");
  }

  @Test
  void releaseThatDoesNotKnowSystrapIsCalledWithPtrace(@TempDir Path directory) throws IOException {
    OciRuntime old = runsc(directory, "specifies which platform to use: ptrace (default), kvm.");
    assertThat(old.flags()).containsExactly("--platform=ptrace", "--network=none");
  }

  @Test
  void groupOnTheHostHasRoomForTheKernelToo() {
    Limits onHost = Gvisor.onHost(Limits.DEFAULT);
    assertThat(onHost.memory()).isEqualTo(DataSize.ofMebibytes(128 + 16));
    assertThat(onHost.processes()).isGreaterThan(1000).isLessThan(32_768);
    assertThat(onHost.cpuShare()).isEqualTo(Limits.DEFAULT.cpuShare());
  }

  @Test
  void mostProcessesStillGiveALimitOnTheHost() {
    assertThat(Gvisor.onHost(Limits.DEFAULT.withProcesses(32_768)).processes()).isEqualTo(32_000);
  }

  @Test
  void filterLetsNamedPipesBeMadeAndNoDevices() {
    assertThat(Gvisor.systemCalls().toLines())
        .contains(
            "allow mknod 1 SCMP_CMP_MASKED_EQ 61440 4096",
            "allow mknodat 2 SCMP_CMP_MASKED_EQ 61440 4096")
        .doesNotContain("allow mknod", "allow mknodat");
  }
}
