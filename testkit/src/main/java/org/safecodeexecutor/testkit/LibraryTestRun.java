package org.safecodeexecutor.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.safecodeexecutor.api.Execution;

/// What became of one module of the library's own tests.
///
/// @param end of the program, such as `Exited[code=0]`
/// @param fates of each test; a test with subtests may have several
/// @param printed all of it, for people
record LibraryTestRun(String end, Map<String, List<String>> fates, String printed) {
  private static final String MARK = "::\t";

  static LibraryTestRun of(Execution execution) {
    return of(execution.outcome().toString(), execution.stdout().text(), execution.stderr().text());
  }

  /// @param stdout what `library/script.py` has printed
  static LibraryTestRun of(String end, String stdout, String stderr) {
    Map<String, List<String>> fates = new TreeMap<>();
    stdout
        .lines()
        .filter(line -> line.startsWith(MARK))
        .map(line -> line.substring(MARK.length()).split("\t", 2))
        .forEach(parts -> fates.computeIfAbsent(parts[1], _ -> new ArrayList<>()).add(parts[0]));
    return new LibraryTestRun(end, fates, stdout + stderr);
  }

  int size() {
    return fates.size();
  }

  /// What the other one has done otherwise: the name of each test, or "" for the end of the whole,
  /// and both fates.
  Map<String, String> differences(LibraryTestRun other) {
    Map<String, String> differences = new TreeMap<>();
    if (!end.equals(other.end)) {
      differences.put("", end + ", but " + other.end);
    }
    Stream.concat(fates.keySet().stream(), other.fates.keySet().stream())
        .filter(test -> !fate(test).equals(other.fate(test)))
        .forEach(test -> differences.put(test, fate(test) + ", but " + other.fate(test)));
    return differences;
  }

  private List<String> fate(String test) {
    return fates.getOrDefault(test, List.of());
  }
}
