package org.safecodeexecutor.attack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// What happened to systems of this field, as `history.tsv` lists it: a number, where, how, and why
/// it cannot happen here if it cannot. Attacks name a row as `history NUMBER`.
///
/// @param notApplicable empty where an attack tries it
record History(int number, String where, String mechanism, String notApplicable) {
  static List<History> all() {
    try (InputStream in = History.class.getResourceAsStream("/history.tsv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(History::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
