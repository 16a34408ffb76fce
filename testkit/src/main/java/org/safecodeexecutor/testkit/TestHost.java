package org.safecodeexecutor.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.image.RuntimeImage;

/// What this host offers to tests that need real sandboxes.
///
/// `SCE_TEST_DATA` names a data directory with a built image. Where it is absent, or the engine
/// does not open, tests are skipped with the reason; `SCE_REQUIRED=true` makes that a failure, so
/// that CI cannot pass by skipping.
public final class TestHost {
  private static final String DATA = "SCE_TEST_DATA";
  private static final String REQUIRED = "SCE_REQUIRED";
  private static final String SLOWNESS = "SCE_TEST_SLOWNESS";

  private TestHost() {}

  /// The defaults, in the test data directory. Skips the calling test where there is none.
  public static SandboxesConfig config() {
    return dataDirectory()
        .map(SandboxesConfig.DEFAULT::withDataDirectory)
        .orElseThrow(() -> unusable(DATA + " does not name a data directory with an image", null));
  }

  /// Opens sandboxes as tests need them. Skips the calling test where the host cannot.
  public static Sandboxes open(SandboxesConfig config) {
    try {
      return Sandboxes.open(config);
    } catch (DependencyUnavailable e) {
      throw unusable(String.valueOf(e.getMessage()), e);
    }
  }

  /// Builds an image in the test data directory. Skips the calling test where the host cannot.
  static RuntimeImage build(Function<Path, RuntimeImage> recipe) {
    try {
      return recipe.apply(config().dataDirectory());
    } catch (DependencyUnavailable e) {
      throw unusable(String.valueOf(e.getMessage()), e);
    }
  }

  /// The directory that `SCE_TEST_DATA` names.
  public static Optional<Path> dataDirectory() {
    return Optional.ofNullable(System.getenv(DATA)).filter(text -> !text.isBlank()).map(Path::of);
  }

  /// Whether the kernel counts the peak of processes: then one of the control groups that an engine
  /// has made, or anybody, has a file for it.
  public static boolean countsPeakProcesses() {
    return HostState.controlGroupsHave("pids.peak");
  }

  /// How long something may take that takes far less than that on any usual machine;
  /// `SCE_TEST_SLOWNESS` says how many times slower this one is.
  public static Duration patience(int seconds) {
    return Duration.ofSeconds(seconds).multipliedBy(slowness());
  }

  /// The same program, which gets as much further within limits of time that it did not choose as
  /// it would on a usual machine.
  static Submission unhurried(Submission submission) {
    return submission.withLimits(unhurried(submission.limits()));
  }

  /// The same limits, but where they are the default ones of time, more of it on a slow machine.
  public static Limits unhurried(Limits limits) {
    Limits unhurried = limits;
    if (limits.wallTime().equals(Limits.DEFAULT.wallTime())) {
      unhurried = unhurried.withWallTime(limits.wallTime().multipliedBy(slowness()));
    }
    if (limits.cpuTime().equals(Limits.DEFAULT.cpuTime())) {
      unhurried = unhurried.withCpuTime(limits.cpuTime().multipliedBy(slowness()));
    }
    return unhurried;
  }

  private static long slowness() {
    String factor = System.getenv(SLOWNESS);
    return factor == null ? 1 : Long.parseLong(factor);
  }

  /// True where a missing prerequisite must not be passed over.
  public static boolean isRequired() {
    return Boolean.parseBoolean(System.getenv(REQUIRED));
  }

  private static RuntimeException unusable(String reason, @Nullable Throwable cause) {
    if (!isRequired()) {
      Assumptions.abort(reason);
    }
    return new IllegalStateException(reason, cause);
  }
}
