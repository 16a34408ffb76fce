package org.safecodeexecutor.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The medians as bars: one group for each workload, one caller at a time, each group to its own
/// scale.
final class Plot {
  private static final int BAR = 22;
  private static final int LEFT = 150;
  private static final int LONGEST = 460;
  private static final int WIDTH = 720;
  private static final String OURS = "#2f6f4f";
  private static final String OTHERS = "#9aa5b1";

  private final List<String> shapes = new ArrayList<>();
  private int y = 10;

  private Plot() {}

  static String of(List<Row> rows) {
    Plot plot = new Plot();
    List<Row> sequential =
        rows.stream().filter(row -> row.callers() == 1 && row.failure().isEmpty()).toList();
    Set<String> workloads = new LinkedHashSet<>();
    sequential.forEach(row -> workloads.add(row.workload()));
    for (String workload : workloads) {
      plot.group(workload, sequential.stream().filter(r -> r.workload().equals(workload)).toList());
    }
    return plot.svg();
  }

  private void group(String title, List<Row> rows) {
    double most = rows.stream().mapToDouble(Row::p50Millis).max().orElse(1);
    y += BAR;
    shapes.add(
        "<text x='%d' y='%d' font-weight='bold'>%s, p50 in ms</text>".formatted(LEFT, y, title));
    y += 8;
    for (Row row : rows) {
      bar(row, row.p50Millis() / most);
    }
  }

  private void bar(Row row, double part) {
    long length = Math.max(1, Math.round(part * LONGEST));
    boolean ours = row.subject().contains(",");
    shapes.add(
        "<text x='%d' y='%d' text-anchor='end'>%s</text>"
            .formatted(LEFT - 8, y + 15, row.subject()));
    shapes.add(
        "<rect x='%d' y='%d' width='%d' height='%d' fill='%s'/>"
            .formatted(LEFT, y + 2, length, BAR - 4, ours ? OURS : OTHERS));
    shapes.add(
        "<text x='%d' y='%d'>%s</text>"
            .formatted(LEFT + length + 6, y + 15, TextReport.number(row.p50Millis())));
    y += BAR;
  }

  private String svg() {
    return """
    <svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='13'>
    <rect width='100%%' height='100%%' fill='white'/>
    %s
    </svg>
    """
        .formatted(WIDTH, y + 20, String.join("\n", shapes));
  }
}
