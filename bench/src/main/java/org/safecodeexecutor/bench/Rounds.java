package org.safecodeexecutor.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// Measures every subject once, then all of them again, and so on: what slows the machine down for
/// a while slows all of them down, and the ratios of a round stay true.
final class Rounds {
  static final String BARE = "bare python3";

  private record Key(Workload workload, int callers, String subject) {}

  private final Plan plan;
  private final List<Subject> subjects;
  private final Consumer<String> progress;
  private final Map<Key, List<Batch>> batches = new LinkedHashMap<>();

  /// @param subjects one of them is [#BARE]
  Rounds(Plan plan, List<Subject> subjects, Consumer<String> progress) {
    this.plan = plan;
    this.subjects = List.copyOf(subjects);
    this.progress = progress;
  }

  void run() throws IOException, InterruptedException {
    warmUp();
    for (int round = 1; round <= plan.rounds(); round++) {
      progress.accept("round %d of %d".formatted(round, plan.rounds()));
      runOnce(round);
    }
  }

  /// So that compilers have compiled and pages are in memory before anything counts.
  private void warmUp() throws IOException, InterruptedException {
    for (Subject subject : subjects) {
      progress.accept("warming up " + subject.name());
      for (Workload workload : Workload.values()) {
        if (subject.offers(workload, 1)) {
          var _ = subject.measure(workload, 1, plan.warmUp().dividedBy(Workload.values().length));
        }
      }
    }
  }

  /// Another subject begins each time, so that none always follows the same one.
  private void runOnce(int round) throws IOException, InterruptedException {
    List<Subject> order = new ArrayList<>(subjects);
    Collections.rotate(order, 1 - round);
    for (Workload workload : Workload.values()) {
      for (int callers : Plan.CALLERS) {
        for (Subject subject : order) {
          if (subject.offers(workload, callers)) {
            batches
                .computeIfAbsent(new Key(workload, callers, subject.name()), _ -> new ArrayList<>())
                .add(subject.measure(workload, callers, plan.batch()));
          }
        }
      }
    }
  }

  List<Row> rows() {
    return batches.entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue())).toList();
  }

  private Row row(Key cell, List<Batch> own) {
    return Row.of(
        cell.workload(),
        cell.callers(),
        cell.subject(),
        own,
        bare(cell.workload(), cell.callers()));
  }

  /// The part of the machine that was in use while one bare interpreter ran after the other, less
  /// the one processor that they can use: what somebody else did meanwhile.
  double besideBare(int processors) {
    double[] used =
        bare(Workload.HELLO, 1).stream()
            .mapToDouble(batch -> batch.cpuMillis() / (batch.seconds() * 1000))
            .toArray();
    return Math.max(0, Row.median(used) - 1) / processors;
  }

  /// How far the bare interpreter's medians are apart: their range, divided by their median.
  double spreadOfBare() {
    double[] medians =
        bare(Workload.HELLO, 1).stream().mapToDouble(Batch::p50Millis).sorted().toArray();
    return (medians[medians.length - 1] - medians[0]) / Row.median(medians);
  }

  private List<Batch> bare(Workload workload, int callers) {
    return Objects.requireNonNull(batches.get(new Key(workload, callers, BARE)), BARE);
  }
}
