package org.safecodeexecutor.local;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Published weaknesses of OCI runtimes that an operator should know of.
final class RuntimeAdvisories {
  static final String FIX =
      "use runc 1.2.8, 1.3.3, 1.4.0 or newer where you can; until then run only images built here";

  private static final Pattern RUNC = Pattern.compile("runc (\\d+)\\.(\\d+)\\.(\\d+).*");

  private RuntimeAdvisories() {}

  /// The November 2025 advisories of runc (GHSA-9493-h29p-rfm2, GHSA-qw9x-cqr3-wc7r,
  /// GHSA-cgrx-mc8f-2prm): races over masked paths, /dev/console and procfs writes while a
  /// container is made. They need an image or a second container of the attacker's that changes
  /// mounts meanwhile; ours are read-only, built by us, and no program runs before the end of the
  /// set-up. Distributions may have patched an older version.
  static Optional<String> knownIn(String version) {
    Matcher runc = RUNC.matcher(version);
    if (!runc.matches()) {
      return Optional.empty();
    }
    int[] parts =
        Arrays.stream(new int[] {1, 2, 3}).map(i -> Integer.parseInt(runc.group(i))).toArray();
    boolean fixed =
        parts[0] > 1
            || parts[1] >= 4
            || (parts[1] == 3 && parts[2] >= 3)
            || (parts[1] == 2 && parts[2] >= 8);
    return fixed
        ? Optional.empty()
        : Optional.of("CVE-2025-31133, -52565, -52881 unless patched by the distribution");
  }
}
