package org.safecodeexecutor.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A report for people.
final class TextReport {
  private static final String SUBJECT = "  %-22s ";
  private static final String COLUMNS = SUBJECT + "%9s %9s %9s %9s %9s %9s %7s";

  private TextReport() {}

  static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add(heading(report));
    String group = "";
    for (Row row : report.rows()) {
      String next = "%s, %s".formatted(row.workload(), callers(row));
      if (!next.equals(group)) {
        group = next;
        lines.addAll(heading(group));
      }
      lines.add(line(row));
    }
    lines.add("");
    report.promises().forEach(promise -> lines.add(line(promise)));
    report.missing().forEach(what -> lines.add("not measured: " + what));
    report.tooNoisy().forEach(reason -> lines.add("TOO NOISY, do not quote: " + reason));
    return lines;
  }

  private static String heading(Report report) {
    Machine machine = report.machine();
    return "%s: %d x %s, Linux %s, cgroup v%d, Java %s"
        .formatted(
            report.date(),
            machine.processors(),
            machine.processor(),
            machine.kernel(),
            machine.cgroups(),
            machine.java());
  }

  private static String callers(Row row) {
    return row.callers() == 1 ? "one at a time" : row.callers() + " at a time";
  }

  private static List<String> heading(String group) {
    return List.of(
        "",
        group,
        COLUMNS.formatted(
            "", "p50 ms", "p99 ms", "runs/s", "CPU ms", "p50/bare", "runs/bare", "errors"));
  }

  private static String line(Row row) {
    if (!row.failure().isEmpty()) {
      return (SUBJECT + "%s").formatted(row.subject(), row.failure());
    }
    return COLUMNS.formatted(
        row.subject(),
        number(row.p50Millis()),
        number(row.p99Millis()),
        number(row.runsPerSecond()),
        number(row.cpuMillisPerRun()),
        number(row.timesBare()),
        number(row.throughputTimesBare()),
        row.errors());
  }

  static String line(Promise promise) {
    return "%s: %s %s (goal %s)"
        .formatted(promise.name(), number(promise.value()), promise.unit(), number(promise.goal()));
  }

  /// About three significant digits.
  static String number(double value) {
    int digits = value < 10 ? 2 : value < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
