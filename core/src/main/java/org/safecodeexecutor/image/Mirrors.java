package org.safecodeexecutor.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.safecodeexecutor.api.DependencyUnavailable;

/// Where packages come from.
///
/// A Debian host fetches them where its own apt does: in a closed network, nothing else may be
/// reachable. Elsewhere mmdebstrap's own default is used.
final class Mirrors {
  /// Columns of what apt knows about a repository; see apt-get(8), indextargets.
  static final List<String> COMMAND =
      List.of(
          "apt-get",
          "indextargets",
          "--format",
          "$(ORIGIN)|$(LABEL)|$(CODENAME)|$(REPO_URI)",
          "Created-By: Packages");

  private Mirrors() {}

  /// The sources of a suite, as lines of `sources.list`; empty to use the default.
  static List<String> ofHost(String suite) {
    List<String> targets = new ArrayList<>();
    try {
      HostCommand.Result result = new HostCommand(COMMAND, "no apt").run(targets::add);
      return result.exitCode() == 0 ? sources(suite, targets) : List.of();
    } catch (DependencyUnavailable e) {
      return List.of();
    }
  }

  /// Any release of Debian that the host uses tells where its archive is; the suite may be another.
  static List<String> sources(String suite, List<String> targets) {
    List<String> sources = new ArrayList<>();
    archive(targets, "Debian")
        .ifPresent(uri -> {
          sources.add("deb %s %s main".formatted(uri, suite));
          sources.add("deb %s %s-updates main".formatted(uri, suite));
          archive(targets, "Debian-Security")
              .ifPresent(
                  security -> sources.add("deb %s %s-security main".formatted(security, suite)));
        });
    return List.copyOf(sources);
  }

  private static Optional<String> archive(List<String> targets, String label) {
    return targets.stream()
        .map(target -> target.split("\\|", -1))
        .filter(field -> field.length == 4 && field[0].equals("Debian") && field[1].equals(label))
        .map(field -> field[3])
        .findFirst();
  }
}
