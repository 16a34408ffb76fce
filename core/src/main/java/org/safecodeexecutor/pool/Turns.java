package org.safecodeexecutor.pool;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;

/// Who waits: a queue for each caller, and the callers in the order of their turns. For one thread
/// at a time.
final class Turns<T> {
  private final SequencedMap<String, Queue<T>> callers = new LinkedHashMap<>();
  private int size;

  void add(String caller, T one) {
    callers.computeIfAbsent(caller, _ -> new ArrayDeque<>()).add(one);
    size++;
  }

  /// Takes the one whose turn it is. Its caller's next turn comes after everybody else's.
  Optional<T> next() {
    var first = callers.pollFirstEntry();
    if (first == null) {
      return Optional.empty();
    }
    Queue<T> queue = first.getValue();
    T one = queue.remove();
    size--;
    if (!queue.isEmpty()) {
      callers.put(first.getKey(), queue);
    }
    return Optional.of(one);
  }

  /// Takes out one that does not want to wait any more; nothing if it is not there.
  void remove(String caller, T one) {
    Queue<T> queue = callers.get(caller);
    if (queue != null && queue.remove(one)) {
      size--;
      if (queue.isEmpty()) {
        callers.remove(caller);
      }
    }
  }

  int size() {
    return size;
  }

  int sizeOf(String caller) {
    Queue<T> queue = callers.get(caller);
    return queue == null ? 0 : queue.size();
  }
}
