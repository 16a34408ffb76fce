package org.safecodeexecutor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.safecodeexecutor.api.RuntimeId;

/// The memory of one cell engine's processes while no program runs. Counted as PSS: a page that
/// several processes share is divided among them. So a cell's PSS has its part of the warm
/// interpreter; what a cell adds to all that is in use are the pages of its own.
final class IdleMemory {
  private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");
  private static final Pattern OWN = Pattern.compile("(?m)^Private_(?:Clean|Dirty):\\s+(\\d+) kB");

  private final Set<String> engines;

  /// For an engine that has just been opened.
  ///
  /// @param others what [CellProcess#containers] returned before
  IdleMemory(Set<Long> others) {
    this.engines = CellProcess.enginesSince(others);
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
      double shared = mebibytes(found, CellProcess.IN_CELL, PSS) / cells;
      double own = mebibytes(found, CellProcess.IN_CELL, OWN) / cells;
      double warm = mebibytes(found, CellProcess.IN_CONTAINER, PSS);
      promises.add(promise("one idle cell of " + image, "MiB PSS", shared, 2));
      promises.add(promise("one more idle cell of " + image, "MiB of its own", own, 2));
      promises.add(promise("the warm " + image, "MiB PSS", warm, 25));
    }
    return promises;
  }

  private static Promise promise(String what, String unit, double mebibytes, double goal) {
    return new Promise("memory of " + what, mebibytes, unit, goal);
  }

  private static double mebibytes(List<CellProcess> found, int depth, Pattern line) {
    return found.stream()
            .filter(each -> each.depth() == depth)
            .mapToLong(each -> kibibytes(each, line))
            .sum()
        / 1024.0;
  }

  private static long kibibytes(CellProcess process, Pattern line) {
    try {
      String text = Files.readString(process.file("smaps_rollup"));
      return line.matcher(text).results().mapToLong(each -> Long.parseLong(each.group(1))).sum();
    } catch (IOException ended) {
      return 0;
    }
  }
}
