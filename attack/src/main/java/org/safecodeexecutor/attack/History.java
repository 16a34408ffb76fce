package org.safecodeexecutor.attack;

import java.util.List;

/// What happened to systems of this field, as `history.tsv` lists it: a number, where, how, and why
/// it cannot happen here if it cannot. Attacks name a row as `history NUMBER`.
///
/// @param notApplicable empty where an attack tries it
record History(int number, String where, String mechanism, String notApplicable) {
  static List<History> all() {
    return Resources.text("/history.tsv").lines().map(History::parse).toList();
  }

  private static History parse(String line) {
    String[] cells = line.split("\t", -1);
    return new History(
        Integer.parseInt(cells[0]), cells[1], cells[2], cells.length > 3 ? cells[3] : "");
  }

  /// Whether an attack says that it tries this.
  boolean isTriedBy(Attack attack) {
    return attack.source().matches(".*\\bhistory (\\d+, )*" + number + "\\b.*");
  }
}
