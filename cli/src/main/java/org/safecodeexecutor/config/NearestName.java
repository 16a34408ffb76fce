package org.safecodeexecutor.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds what was probably meant by a name that does not exist.
final class NearestName {
  private NearestName() {}

  /// The known name with the fewest changed letters, unless every one differs in more than half of
  /// them.
  static Optional<String> of(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .filter(best -> distance(name, best) <= Math.max(name.length(), best.length()) / 2);
  }

  /// The edit distance after Levenshtein.
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
