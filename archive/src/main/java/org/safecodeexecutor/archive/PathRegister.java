package org.safecodeexecutor.archive;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.safecodeexecutor.api.InvalidSubmission;

/// The paths of an archive so far; refuses one that could be mistaken for another.
///
/// Two paths collide when they are equal after Unicode normalisation and without regard to case,
/// although Linux would keep them apart: such a pair cannot be unpacked on the author's Mac or
/// Windows, and one file that hides another is a known trick. The paths themselves are kept as they
/// are.
final class PathRegister {
  private enum Kind {
    FILE,
    FOLDER
  }

  private record Known(String spelling, Kind kind) {}

  private final Map<String, Known> known = new HashMap<>();
  private final Set<String> listed = new HashSet<>();

  void file(String path) {
    list(path, Kind.FILE);
  }

  void folder(String path) {
    list(path, Kind.FOLDER);
  }

  private void list(String path, Kind kind) {
    for (int cut = path.indexOf('/'); cut >= 0; cut = path.indexOf('/', cut + 1)) {
      enter(path.substring(0, cut), Kind.FOLDER);
    }
    enter(path, kind);
    if (!listed.add(path)) {
      throw new InvalidSubmission("the zip has two entries named " + Shown.of(path));
    }
  }

  private void enter(String path, Kind kind) {
    Known before = known.putIfAbsent(key(path), new Known(path, kind));
    if (before == null) {
      return;
    }
    if (!before.spelling.equals(path)) {
      throw new InvalidSubmission(
          "two names in the zip differ only in case or in Unicode form: %s and %s"
              .formatted(Shown.of(before.spelling), Shown.of(path)));
    }
    if (before.kind != kind) {
      throw new InvalidSubmission(
          "a name in the zip is both a file and a folder: " + Shown.of(path));
    }
  }

  private static String key(String path) {
    String folded =
        Normalizer.normalize(path, Normalizer.Form.NFKC)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }
}
