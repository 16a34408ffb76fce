package org.safecodeexecutor.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The command that fetches a recipe's packages and unpacks them, and what its output says about
/// progress.
///
/// mmdebstrap's variant `extract` only unpacks: no script of a package runs as root on this host,
/// nothing is mounted, and it takes a fifth of the time of an installation.
final class Bootstrap {
  /// Debian's releases have had `/bin` and its like inside `/usr` since bookworm, but the packages
  /// do not bring the links.
  private static final String MERGE_USR =
      "for d in bin sbin lib lib64; do mkdir -p \"$1/usr/$d\" && ln -s \"usr/$d\" \"$1/$d\"; done";

  /// Without installation there is no list of what is installed, which scanners for vulnerable
  /// packages read, and our own digest too.
  private static final String LIST_PACKAGES =
      "for deb in \"$1\"/var/cache/apt/archives/*.deb; do"
          + " dpkg-deb --field \"$deb\" && echo \"Status: install ok installed\" && echo || exit 1;"
          + " done > \"$1/var/lib/dpkg/status\"";

  private Bootstrap() {}

  /// @param sources lines of `sources.list` or addresses; empty for mmdebstrap's default
  static List<String> commandLine(Recipe recipe, List<String> sources, Path root) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("mmdebstrap", "--verbose", "--mode=root", "--variant=extract"));
    line.add("--include=?essential");
    // Stands in for the package "usrmerge", which would bring all of Perl.
    line.add("--include=usr-is-merged");
    line.add("--include=" + String.join(",", recipe.packages()));
    line.add("--setup-hook=" + MERGE_USR);
    line.add("--extract-hook=" + LIST_PACKAGES);
    line.add(recipe.suite());
    line.add(root.toString());
    line.addAll(sources);
    return List.copyOf(line);
  }

  /// Reads the progress out of the output, line by line.
  ///
  /// @param end the fraction of the build at which the command is done
  static Consumer<String> progress(ProgressListener listener, double end) {
    return new Reader(listener, end);
  }

  private static final class Reader implements Consumer<String> {
    private static final Pattern COUNT = Pattern.compile(".* (\\d+) newly installed, .*");
    private static final Pattern DOWNLOAD = Pattern.compile("Get:(\\d+) .*");
    private static final double LISTS = 0.05;
    private static final double DOWNLOADS = 0.4;
    private static final double UNPACKING = 0.65;

    private final ProgressListener listener;
    private final double end;
    private int packages;

    Reader(ProgressListener listener, double end) {
      this.listener = listener;
      this.end = end;
    }

    @Override
    public void accept(String text) {
      Matcher count = COUNT.matcher(text);
      Matcher download = DOWNLOAD.matcher(text);
      if (text.startsWith("I: running apt-get update")) {
        tell(LISTS, "reading the lists of packages");
      } else if (count.matches()) {
        packages = Integer.parseInt(count.group(1));
        tell(DOWNLOADS, "downloading %d packages".formatted(packages));
      } else if (packages > 0 && download.matches()) {
        double done = Math.min(1, Double.parseDouble(download.group(1)) / packages);
        tell(
            DOWNLOADS + (UNPACKING - DOWNLOADS) * done,
            "downloading %d packages".formatted(packages));
      } else if (text.startsWith("I: extracting archives")) {
        tell(UNPACKING, "unpacking");
      }
    }

    private void tell(double fraction, String what) {
      listener.progress(fraction * end, what);
    }
  }
}
