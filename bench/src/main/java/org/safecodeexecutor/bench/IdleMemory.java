package org.safecodeexecutor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.safecodeexecutor.api.RuntimeId;

/// The memory of one cell engine's processes while no program runs. Counted as PSS: a page that
/// several processes share is divided among them.
final class IdleMemory {
  private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");

  private final Set<String> engines;

  /// For an engine that has just been opened.
  ///
  /// @param others what [CellProcess#engines] returned before
  IdleMemory(Set<String> others) {
    this.engines = CellProcess.engines();
    engines.removeAll(others);
  }

  /// Empty when no cell of that image waits.
  List<Promise> measure(RuntimeId image) {
    List<CellProcess> found =
        CellProcess.all()
            .filter(each -> engines.contains(each.engine()) && each.image().equals(image.name()))
            .toList();
    long cells =
        found.stream().filter(each -> each.depth() == CellProcess.IN_CELL && each.first()).count();
    List<Promise> promises = new ArrayList<>();
    if (cells > 0) {
      promises.add(
          promise("one idle cell of " + image, mebibytes(found, CellProcess.IN_CELL) / cells, 2));
      promises.add(promise("the warm " + image, mebibytes(found, CellProcess.IN_CONTAINER), 25));
    }
    return promises;
  }

  private static Promise promise(String what, double mebibytes, double goal) {
    return new Promise("memory of " + what, mebibytes, "MiB PSS", goal);
  }

  private static double mebibytes(List<CellProcess> found, int depth) {
    return found.stream()
            .filter(each -> each.depth() == depth)
            .mapToLong(IdleMemory::kibibytes)
            .sum()
        / 1024.0;
  }

  private static long kibibytes(CellProcess process) {
    try {
      Matcher pss = PSS.matcher(Files.readString(process.file("smaps_rollup")));
      return pss.find() ? Long.parseLong(pss.group(1)) : 0;
    } catch (IOException ended) {
      return 0;
    }
  }
}
