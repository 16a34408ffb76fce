package org.safecodeexecutor.local;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.CpuShare;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Isolation;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.SandboxException;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.engine.Capability;

/// Hostile programs that prove, before anybody's code is accepted, that this host enforces what the
/// engine declares.
final class Probes {
  /// A slow machine is not an open one: they may take their time.
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Limits LIMITS =
      Limits.DEFAULT
          .withWallTime(LONGEST)
          .withCpuTime(LONGEST)
          .withProcesses(16)
          .withCpuShare(new CpuShare(1000));
  private static final Duration LITTLE_TIME = Duration.ofMillis(20);
  private static final Limits LITTLE_MEMORY = LIMITS.withMemory(DataSize.ofMebibytes(32));
  private static final String NOT_ENFORCED =
      "do not run untrusted code on this host before this is solved; see docs/troubleshooting.md";

  private Probes() {}

  /// Runs all probes at once and returns a check for each thing tried. Does not throw.
  ///
  /// @param declared what the engine promises
  static List<Check> run(Sandboxes sandboxes, Set<Capability> declared) {
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("probe-", 0).factory())) {
      List<Future<List<Check>>> probes = new ArrayList<>();
      probes.add(threads.submit(() -> escapes(sandboxes, declared)));
      probes.add(threads.submit(() -> limit(sandboxes, Limit.MEMORY, "data = b'x' * (80 << 20)")));
      probes.add(threads.submit(() -> limit(sandboxes, Limit.WALL_TIME, "while True: pass")));
      probes.add(
          threads.submit(() -> limit(sandboxes, Limit.OUTPUT, "while True: print('x' * 4096)")));
      return probes.stream().map(Probes::join).flatMap(List::stream).toList();
    }
  }

  private static List<Check> join(Future<List<Check>> probe) {
    try {
      return probe.get();
    } catch (Exception e) {
      String why = Objects.requireNonNullElse(e.getCause(), e).getMessage();
      return List.of(failed("probe", "the probe could not run: " + why, ""));
    }
  }

  private static List<Check> escapes(Sandboxes sandboxes, Set<Capability> declared) {
    Execution execution =
        sandboxes.execute(
            new Submission(
                RuntimeId.PYTHON,
                List.of(new SourceFile(Submission.SCRIPT, program())),
                Submission.SCRIPT,
                declared.stream().map(Capability::name).toList(),
                Content.EMPTY,
                LIMITS,
                Isolation.STANDARD,
                ""));
    if (!execution.outcome().isSuccess()) {
      return List.of(
          failed("probe", execution.outcome() + ": " + execution.stderr().text().strip(), ""));
    }
    return execution.stdout().text().lines().map(Probes::check).toList();
  }

  private static Check check(String line) {
    String[] parts = line.split("\t", 3);
    return parts[1].equals("contained")
        ? new Check(parts[0], Check.Status.PASS, "contained: " + parts[2], "")
        : failed(parts[0], parts[2], NOT_ENFORCED);
  }

  private static List<Check> limit(Sandboxes sandboxes, Limit limit, String code) {
    String name = limit.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " limit";
    Limits limits = limit == Limit.WALL_TIME ? LIMITS.withWallTime(LITTLE_TIME) : LITTLE_MEMORY;
    try {
      Outcome outcome = sandboxes.execute(Submission.python(code).withLimits(limits)).outcome();
      return List.of(
          outcome.equals(new Outcome.LimitExceeded(limit))
              ? new Check(name, Check.Status.PASS, "contained: the program was ended", "")
              : failed(name, "the program was not ended for it: " + outcome, NOT_ENFORCED));
    } catch (SandboxException e) {
      return List.of(failed(name, String.valueOf(e.getMessage()), ""));
    }
  }

  private static Check failed(String name, String found, String fix) {
    return new Check(name, Check.Status.FAIL, found, fix);
  }

  private static Content program() {
    try (InputStream data = Probes.class.getResourceAsStream("probe.py")) {
      return Content.of(Objects.requireNonNull(data, "probe.py").readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException("probe.py", e);
    }
  }
}
