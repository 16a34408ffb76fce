package org.safecodeexecutor.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
  private static final Limits LIMITS = Limits.DEFAULT;

  @Test
  void defaultsAreThoseOfTheSpecification() {
    assertThat(LIMITS.wallTime()).isEqualTo(Duration.ofSeconds(10));
    assertThat(LIMITS.memory()).isEqualTo(DataSize.parse("128MiB"));
    assertThat(LIMITS.processes()).isEqualTo(64);
    assertThat(LIMITS.output()).isEqualTo(DataSize.parse("1MiB"));
    assertThat(LIMITS.disk()).isEqualTo(DataSize.ZERO);
    assertThat(LIMITS.cpuShare()).isEqualTo(CpuShare.parse("0.5"));
  }

  /// Zero must never come to mean "unlimited" (Judge0 1.13.0, wall_time_limit).
  static Stream<Arguments> senseless() {
    return Stream.of(
            Duration.ZERO,
            Duration.ofNanos(999_999),
            Duration.ofSeconds(-1),
            Duration.ofSeconds(Long.MIN_VALUE),
            Duration.ofSeconds(Long.MAX_VALUE),
            Duration.ofDays(1).plusNanos(1))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("senseless")
  void timeThatCannotBeMeantIsRefused(Duration time) {
    assertRefused(() -> LIMITS.withWallTime(time), "wallTime");
    assertRefused(() -> LIMITS.withCpuTime(time), "cpuTime");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 32_769, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void numberOfProcessesThatCannotBeMeantIsRefused(int processes) {
    assertRefused(() -> LIMITS.withProcesses(processes), "processes");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, -1, 65_537, Integer.MAX_VALUE})
  void numberOfFilesThatCannotBeMeantIsRefused(int files) {
    assertRefused(() -> LIMITS.withOpenFiles(files), "openFiles");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4096, (6L << 20) - 1, (1L << 40) + 1, Long.MAX_VALUE})
  void memoryThatCannotBeMeantIsRefused(long bytes) {
    assertRefused(() -> LIMITS.withMemory(DataSize.ofBytes(bytes)), "memory");
  }

  @ParameterizedTest
  @ValueSource(longs = {(256L << 20) + 1, Long.MAX_VALUE})
  void outputThatCannotBeKeptIsRefused(long bytes) {
    assertRefused(() -> LIMITS.withOutput(DataSize.ofBytes(bytes)), "output");
  }

  @Test
  void diskBeyondAllMachinesIsRefused() {
    assertRefused(() -> LIMITS.withDisk(DataSize.ofBytes(Long.MAX_VALUE)), "disk");
  }

  @Test
  void edgesOfTheRangesAreAllowed() {
    assertThatCode(() ->
            LIMITS
                .withWallTime(Duration.ofMillis(1))
                .withCpuTime(Duration.ofDays(1))
                .withMemory(DataSize.ofMebibytes(6))
                .withProcesses(1)
                .withOpenFiles(8)
                .withOutput(DataSize.ZERO)
                .withDisk(DataSize.ofMebibytes(1 << 20))
                .withCpuShare(new CpuShare(10)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "0.009",
        "0.0005",
        "1000.001",
        "1e308",
        "1e-3",
        "NaN",
        "Infinity",
        "half",
        "0,5",
        " 0.5",
        "0x1",
        "1e99999999999",
        "9999999999999999999999"
      })
  void cpuShareThatCannotBeMeantIsRefused(String text) {
    assertThatExceptionOfType(InvalidSubmission.class).isThrownBy(() -> CpuShare.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.01", "0.5", "1", "1.125", "2.5", "1000"})
  void cpuShareIsReadBackAsItWasWritten(String text) {
    assertThat(CpuShare.parse(text)).hasToString(text);
  }

  private static void assertRefused(Runnable action, String name) {
    assertThatExceptionOfType(InvalidSubmission.class)
        .isThrownBy(action::run)
        .withMessageStartingWith(name + " must be between");
  }
}
