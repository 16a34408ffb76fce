package org.safecodeexecutor.local;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.safecodeexecutor.local.Check.Status;

/// Whether the kernel is new enough for the engine.
final class KernelCheck {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

  /// Cells need `close_range` (Linux 5.9) and `/proc` with `subset=pid` (5.8).
  private static final int CELL_MAJOR = 5;

  private static final int CELL_MINOR = 9;

  private KernelCheck() {}

  /// The kernel that this runs on.
  static Check here(String engine) {
    return check(
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("os.arch"),
        engine);
  }

  static Check check(String system, String version, String architecture, String engine) {
    String found = "%s %s, %s".formatted(system, version, architecture);
    if (!system.equals("Linux")) {
      return new Check(
          "kernel", Status.FAIL, found, "sandboxes need Linux; use one, if need be as a guest");
    }
    if (!engine.equals("oci") && isTooOld(version)) {
      return new Check(
          "kernel",
          Status.FAIL,
          found + ", older than 5.9",
          "boot a newer kernel, or do without cells: --set sandboxes.engine=oci");
    }
    return new Check("kernel", Status.PASS, found, "");
  }

  private static boolean isTooOld(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      return false; // the probes tell
    }
    int major = Integer.parseInt(matcher.group(1));
    int minor = Integer.parseInt(matcher.group(2));
    return major < CELL_MAJOR || (major == CELL_MAJOR && minor < CELL_MINOR);
  }
}
