package org.safecodeexecutor.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads Debian's list of installed packages, `/var/lib/dpkg/status`.
final class PackageList {
  private PackageList() {}

  /// Every package as `name:architecture=version`, sorted.
  static List<String> parse(String status) {
    List<String> packages = new ArrayList<>();
    for (String paragraph : status.split("\n\n+", -1)) {
      Map<String, String> field = fields(paragraph);
      if (field.containsKey("Package")) {
        packages.add(
            "%s:%s=%s"
                .formatted(field.get("Package"), field.get("Architecture"), field.get("Version")));
      }
    }
    return packages.stream().sorted().toList();
  }

  /// The fields of one paragraph; continuation lines, which begin with a space, are left out.
  private static Map<String, String> fields(String paragraph) {
    return paragraph
        .lines()
        .filter(line -> !line.startsWith(" ") && line.contains(": "))
        .map(line -> line.split(": ", 2))
        .collect(Collectors.toMap(part -> part[0], part -> part[1], (first, again) -> first));
  }
}
