package org.safecodeexecutor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.safecodeexecutor.api.RuntimeId;
import tools.jackson.databind.json.JsonMapper;

/// A service of ours in a process of its own, asked by wrk on the same machine.
final class HttpSubject implements Subject {
  private final Service service;
  private final Duration pause;
  private final Path work;
  private final Path script;

  private HttpSubject(Service service, Duration pause, Path work, Path script) {
    this.service = service;
    this.pause = pause;
    this.work = work;
    this.script = script;
  }

  /// One that asks again at once when the answer is there.
  ///
  /// @param work a directory of its own for request bodies
  static HttpSubject busy(Service service, Path work) throws IOException {
    for (Workload workload : Workload.values()) {
      Files.writeString(
          body(work, workload),
          JsonMapper.shared().writeValueAsString(Map.of("code", workload.code())));
    }
    return new HttpSubject(service, Duration.ZERO, work, Tool.unpack("post.lua", work));
  }

  /// One that asks the same service, and leaves it time to make the next sandbox, as people and
  /// most programs do.
  ///
  /// @param pause before each request, in whole milliseconds; it is not measured
  HttpSubject unhurried(Duration pause) {
    return new HttpSubject(service, pause, work, script);
  }

  private static Path body(Path work, Workload workload) {
    return work.resolve(workload + ".json");
  }

  @Override
  public String name() {
    return service.engine() + ", HTTP" + (pause.isZero() ? "" : ", unhurried");
  }

  @Override
  public String what() {
    String when = ", %d ms after the last answer".formatted(pause.toMillis());
    return "POST /run by wrk (one thread, so many connections) to `sce serve --engine %s`%s"
        .formatted(service.engine(), pause.isZero() ? "" : when);
  }

  /// A request cannot choose its image, so the default one only. The unhurried one is one caller.
  @Override
  public boolean offers(Workload workload, int callers) {
    return workload.runtime().equals(RuntimeId.PYTHON) && (pause.isZero() || callers == 1);
  }

  @Override
  public Batch measure(Workload workload, int callers, Duration time)
      throws IOException, InterruptedException {
    Stopwatch watch = new Stopwatch();
    List<String> lines = Tool.lines(wrk(workload, callers, time));
    watch.stop();
    return lines.stream()
        .filter(line -> line.startsWith("RESULT "))
        .map(line -> parse(line, watch))
        .findFirst()
        .orElseThrow(() -> new IOException("wrk did not report"));
  }

  /// How long the service took from its start to the first output of a program.
  Promise start() {
    return new Promise(
        "start of sce serve --engine %s to its first answer".formatted(service.engine()),
        service.firstAnswer().toMillis() / 1000.0,
        "s",
        1);
  }

  /// wrk counts whole seconds.
  private List<String> wrk(Workload workload, int callers, Duration time) {
    long seconds = Math.max(1, time.toSeconds());
    return List.of(
        "env",
        "SCE_BODY=" + body(work, workload),
        "SCE_PAUSE=" + pause.toMillis(),
        "wrk",
        "--threads=1",
        "--connections=" + callers,
        "--duration=" + seconds + "s",
        "--timeout=20s",
        "--script=" + script,
        service.address() + "/run");
  }

  static Batch parse(String line, Stopwatch watch) {
    String[] fields = line.split(" ", -1);
    long errors = Long.parseLong(fields[2]);
    return new Batch(
        Double.parseDouble(fields[3]),
        Double.parseDouble(fields[4]),
        Long.parseLong(fields[1]) - errors,
        errors,
        Double.parseDouble(fields[5]),
        watch.cpuMillis());
  }

  @Override
  public void close() {
    service.close();
  }
}
