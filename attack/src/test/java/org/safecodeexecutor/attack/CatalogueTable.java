package org.safecodeexecutor.attack;

import java.util.List;
import java.util.stream.Collectors;

/// The tables of `docs/attacks.md`.
final class CatalogueTable {
  private CatalogueTable() {}

  static String of(List<Attack> attacks, List<History> history) {
    StringBuilder text = new StringBuilder();
    for (Category category : Category.values()) {
      List<Attack> all = attacks.stream().filter(a -> a.category() == category).toList();
      text.append(
          "\n### %s (%d)\n\n| attack | what it tries | source |\n| --- | --- | --- |\n"
              .formatted(category.title(), all.size()));
      all.forEach(each ->
          text.append(
              "| `%s` | %s | %s |\n"
                  .formatted(each.id(), cell(each.description()), cell(each.source()))));
    }
    text.append(
        "\n## History\n\n| | where | how | tried by, or why not |\n| --- | --- | --- | --- |\n");
    for (History row : history) {
      String tried =
          attacks.stream()
              .filter(row::isTriedBy)
              .map(a -> "`" + a.id() + "`")
              .collect(Collectors.joining(", "));
      text.append(
          "| %d | %s | %s | %s |\n"
              .formatted(
                  row.number(),
                  row.where(),
                  row.mechanism(),
                  tried.isEmpty() ? row.notApplicable() : tried));
    }
    return text.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
