package org.safecodeexecutor.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All subjects, closed together, the last one first.
final class Contestants implements AutoCloseable {
  private final List<Subject> subjects = new ArrayList<>();

  void add(Subject subject) {
    subjects.add(subject);
  }

  List<Subject> all() {
    return List.copyOf(subjects);
  }

  /// What each is, by its name.
  Map<String, String> descriptions() {
    Map<String, String> descriptions = new LinkedHashMap<>();
    subjects.forEach(subject -> descriptions.put(subject.name(), subject.what()));
    return descriptions;
  }

  @Override
  public void close() {
    subjects.reversed().forEach(Subject::close);
  }
}
