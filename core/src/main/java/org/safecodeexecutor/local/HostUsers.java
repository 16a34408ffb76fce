package org.safecodeexecutor.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.safecodeexecutor.local.Check.Status;

/// Whether the user ids that sandboxes get belong to somebody on this host already.
final class HostUsers {
  private static final int COUNT = 65_536;

  private HostUsers() {}

  /// SECURITY: a program whose uid is a real user's could signal that user's processes after an
  /// escape — the range must not meet a user, a group, or a range delegated for user namespaces.
  static Check check(int first) {
    String range = first + " to " + (first + COUNT - 1);
    Optional<String> owner =
        List.of("/etc/passwd", "/etc/group", "/etc/subuid", "/etc/subgid").stream()
            .flatMap(file -> lines(Path.of(file)).stream().filter(line -> meets(file, line, first)))
            .findFirst();
    return owner
        .map(line ->
            new Check(
                "user ids",
                Status.FAIL,
                range + " meets " + line,
                "choose another sandbox.first-host-id"))
        .orElseGet(() -> new Check("user ids", Status.PASS, range + " belong to nobody", ""));
  }

  /// passwd(5) and group(5): the id is the third field; subuid(5): the second field and the length
  /// behind it.
  static boolean meets(String file, String line, int first) {
    String[] fields = line.split(":", -1);
    try {
      boolean delegated = file.contains("sub");
      long from = Long.parseLong(fields[delegated ? 1 : 2]);
      long count = delegated ? Long.parseLong(fields[2]) : 1;
      return from < (long) first + COUNT && from + count > first;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException comment) {
      return false;
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException absent) {
      return List.of();
    }
  }
}
