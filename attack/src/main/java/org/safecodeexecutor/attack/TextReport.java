package org.safecodeexecutor.attack;

import java.util.ArrayList;
import java.util.List;

/// A report for a terminal.
final class TextReport {
  private static final int WIDEST = 100;

  private TextReport() {}

  /// One attack.
  static String line(Result result) {
    String why = printable(result.verdict().why());
    String control =
        result.control().equals(Control.WORKS) ? "" : "  [control: %s]".formatted(result.control());
    return "%-14s %-42s %s%s"
        .formatted(
            result.verdict().word(),
            result.attack().id(),
            why.length() > WIDEST ? why.substring(0, WIDEST) + "…" : why,
            control);
  }

  /// What a program printed may steer a terminal.
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  static List<String> summary(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    report.results().stream().filter(Result::isEscape).map(TextReport::line).forEach(lines::add);
    lines.add(
        "%s: %d attacks: %s; the control of %d works"
            .formatted(
                report.target(), report.results().size(), report.counts(), report.controls()));
    report
        .sweep()
        .ifPresent(sweep -> {
          lines.add(
              "system calls tried: %s; %d pass, %d kept shut by an older libseccomp; differences to the profile: %d"
                  .formatted(
                      sweep.tried(),
                      sweep.passed().size(),
                      sweep.keptShut().size(),
                      sweep.deviations().size()));
          sweep.deviations().stream().limit(20).forEach(lines::add);
        });
    return lines;
  }
}
