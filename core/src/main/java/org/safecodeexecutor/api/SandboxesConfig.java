package org.safecodeexecutor.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// Where sandboxes live and how many there may be.
///
/// @param dataDirectory images and the state of running sandboxes; owned by this process alone
/// @param engine `auto` or the name of one engine
/// @param ociRuntime the OCI runtime's program: a name to look up in PATH, or an absolute path
/// @param gvisor whether submissions may ask for [Isolation#GVISOR]
/// @param concurrentRuns executions at one time, 1 to 10,000
/// @param queuedRuns executions that may wait for a place; one more is [Overloaded]
/// @param queuedRunsPerCaller of those, how many may be one caller's
/// @param longestWait for a place; after it the execution is [Overloaded]
/// @param mostWaiting sandboxes that are kept ready for each image under load, at most: 0 to 1,000;
///   engine `cell` keeps at least one
/// @param interpreter where engine `cell` takes a program's interpreter from
/// @param firstHostId the first of the 65,536 host uids and gids given to sandboxes; must belong to
///   nobody
public record SandboxesConfig(
    Path dataDirectory,
    String engine,
    String ociRuntime,
    Gvisor gvisor,
    int concurrentRuns,
    int queuedRuns,
    int queuedRunsPerCaller,
    Duration longestWait,
    int mostWaiting,
    Interpreter interpreter,
    int firstHostId) {
  /// What is done for submissions that ask for gVisor.
  public enum Gvisor {
    /// Refused.
    OFF,
    /// Served where `runsc` is installed; made ready and proved when the first one comes.
    AUTO,
    /// Made ready and proved at the start, which fails where that fails.
    REQUIRED;

    /// Reads `off`, `auto` or `required`. Throws [InvalidSubmission] for anything else.
    public static Gvisor parse(String text) {
      return switch (text) {
        case "off" -> OFF;
        case "auto" -> AUTO;
        case "required" -> REQUIRED;
        default -> throw new InvalidSubmission("write off, auto or required");
      };
    }

    /// As in a configuration.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Where engine `cell` takes the interpreter of a program from. The others always start one.
  public enum Interpreter {
    /// Forked from one that is warm, in images that name modules to preload: fast.
    WARM,
    /// Started for this program alone: no memory is shared with other runs but that of the image's
    /// files.
    FRESH;

    /// Reads `warm` or `fresh`. Throws [InvalidSubmission] for anything else.
    public static Interpreter parse(String text) {
      return switch (text) {
        case "warm" -> WARM;
        case "fresh" -> FRESH;
        default -> throw new InvalidSubmission("write warm or fresh");
      };
    }

    /// As in a configuration.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// 1,900,000,000: above the ranges that systemd documents for itself and for containers, and
  /// below 2^31, where tools that read uids as signed numbers break (systemd, "Users, Groups, UIDs
  /// and GIDs").
  public static final SandboxesConfig DEFAULT =
      new SandboxesConfig(
          Path.of("/var/lib/safe-code-executor"),
          "auto",
          "runc",
          Gvisor.AUTO,
          8,
          64,
          32,
          Duration.ofSeconds(30),
          64,
          Interpreter.WARM,
          1_900_000_000);

  public SandboxesConfig {
    dataDirectory = dataDirectory.toAbsolutePath().normalize();
    check("concurrentRuns", concurrentRuns, 1, 10_000);
    check("queuedRuns", queuedRuns, 0, 100_000);
    check("queuedRunsPerCaller", queuedRunsPerCaller, 0, 100_000);
    check("longestWait in ms", longestWait.toMillis(), 1, 3_600_000);
    check("mostWaiting", mostWaiting, 0, 1_000);
    check("firstHostId", firstHostId, 65_536, Integer.MAX_VALUE - 65_536);
  }

  public SandboxesConfig withDataDirectory(Path value) {
    return new SandboxesConfig(
        value,
        engine,
        ociRuntime,
        gvisor,
        concurrentRuns,
        queuedRuns,
        queuedRunsPerCaller,
        longestWait,
        mostWaiting,
        interpreter,
        firstHostId);
  }

  public SandboxesConfig withEngine(String value) {
    return new SandboxesConfig(
        dataDirectory,
        value,
        ociRuntime,
        gvisor,
        concurrentRuns,
        queuedRuns,
        queuedRunsPerCaller,
        longestWait,
        mostWaiting,
        interpreter,
        firstHostId);
  }

  public SandboxesConfig withOciRuntime(String value) {
    return new SandboxesConfig(
        dataDirectory,
        engine,
        value,
        gvisor,
        concurrentRuns,
        queuedRuns,
        queuedRunsPerCaller,
        longestWait,
        mostWaiting,
        interpreter,
        firstHostId);
  }

  public SandboxesConfig withGvisor(Gvisor value) {
    return new SandboxesConfig(
        dataDirectory,
        engine,
        ociRuntime,
        value,
        concurrentRuns,
        queuedRuns,
        queuedRunsPerCaller,
        longestWait,
        mostWaiting,
        interpreter,
        firstHostId);
  }

  public SandboxesConfig withRuns(int concurrent, int queued) {
    return new SandboxesConfig(
        dataDirectory,
        engine,
        ociRuntime,
        gvisor,
        concurrent,
        queued,
        queuedRunsPerCaller,
        longestWait,
        mostWaiting,
        interpreter,
        firstHostId);
  }

  /// Bounds what may wait of one caller, and how long.
  ///
  /// @param mostOfOne of the executions that wait, how many may be one caller's
  public SandboxesConfig withQueue(int mostOfOne, Duration longest) {
    return new SandboxesConfig(
        dataDirectory,
        engine,
        ociRuntime,
        gvisor,
        concurrentRuns,
        queuedRuns,
        mostOfOne,
        longest,
        mostWaiting,
        interpreter,
        firstHostId);
  }

  public SandboxesConfig withMostWaiting(int value) {
    return new SandboxesConfig(
        dataDirectory,
        engine,
        ociRuntime,
        gvisor,
        concurrentRuns,
        queuedRuns,
        queuedRunsPerCaller,
        longestWait,
        value,
        interpreter,
        firstHostId);
  }

  public SandboxesConfig withInterpreter(Interpreter value) {
    return new SandboxesConfig(
        dataDirectory,
        engine,
        ociRuntime,
        gvisor,
        concurrentRuns,
        queuedRuns,
        queuedRunsPerCaller,
        longestWait,
        mostWaiting,
        value,
        firstHostId);
  }

  private static void check(String name, long value, int least, int most) {
    if (value < least || value > most) {
      throw new InvalidSubmission(
          "%s must be between %d and %d: %d".formatted(name, least, most, value));
    }
  }
}
