package org.safecodeexecutor.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How strong a wall a caller asks for. What cannot be had is refused; nobody gets less than they
/// asked for.
public enum Isolation {
  /// The walls of the engine that was chosen for everybody.
  STANDARD,
  /// A kernel of the program's own, gVisor's, between it and the host's.
  GVISOR;

  /// Reads `standard` or `gvisor`. Throws [InvalidSubmission] for anything else.
  public static Isolation parse(String text) {
    for (Isolation each : values()) {
      if (each.toString().equals(text)) {
        return each;
      }
    }
    throw new InvalidSubmission(
        "isolation must be one of "
            + Arrays.stream(values()).map(Isolation::toString).collect(Collectors.joining(", ")));
  }

  /// As callers write it.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
