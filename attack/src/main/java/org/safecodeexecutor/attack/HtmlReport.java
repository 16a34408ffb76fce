package org.safecodeexecutor.attack;

import java.util.List;
import java.util.Locale;

/// A report as one page that needs nothing else.
final class HtmlReport {
  private static final String STYLE =
      """
      body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem;color:#222}
      table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;vertical-align:top;border-bottom:1px solid #ddd}
      td:first-child{white-space:nowrap;font-family:monospace}small{color:#666}
      .contained{color:#176b2c}.escaped{color:#fff;background:#b3261e}.na{color:#777}
      """;

  private HtmlReport() {}

  static String of(Report report) {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html><html lang=en><meta charset=utf-8><title>Attacks</title><style>")
        .append(STYLE)
        .append("</style><h1>Attacks on ")
        .append(escape(report.target()))
        .append("</h1><p>")
        .append(report.date())
        .append(": ")
        .append(
            escape(String.join("<br>", TextReport.summary(report))).replace("&lt;br&gt;", "<br>"));
    for (Category category : Category.values()) {
      List<Result> results =
          report.results().stream().filter(r -> r.attack().category() == category).toList();
      if (!results.isEmpty()) {
        section(page, category, results);
      }
    }
    report
        .sweep()
        .ifPresent(sweep ->
            page.append("<h2>System calls that pass</h2><p>")
                .append(String.join(", ", sweep.passed())));
    return page.append("</html>\n").toString();
  }

  private static void section(StringBuilder page, Category category, List<Result> results) {
    String title = category.title();
    page.append("<h2>")
        .append(title.substring(0, 1).toUpperCase(Locale.ROOT))
        .append(title.substring(1))
        .append("</h2><table><tr><th>attack<th>what it tries<th>verdict<th>control");
    results.forEach(result -> row(page, result));
    page.append("</table>");
  }

  private static void row(StringBuilder page, Result result) {
    String word = result.verdict().word();
    page.append("<tr><td>")
        .append(escape(result.attack().id()))
        .append("<td>")
        .append(escape(result.attack().description()))
        .append("<br><small>")
        .append(escape(result.attack().source()))
        .append("</small><td><span class=")
        .append(word.startsWith("not") ? "na" : word)
        .append('>')
        .append(word)
        .append("</span><br><small>")
        .append(escape(result.verdict().why()))
        .append("</small><td><small>")
        .append(escape(result.control()))
        .append("</small>");
  }

  /// SECURITY: output of programs that is shown as part of a page — it is text here.
  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
