package org.safecodeexecutor.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The family of Linux distributions that this host belongs to (os-release(5)), for the commands
/// that an operator can copy.
enum Distribution {
  DEBIAN("apt-get install -y"),
  FEDORA("dnf install -y"),
  ARCH("pacman -S --noconfirm"),
  UNKNOWN("");

  private static final String GVISOR =
      "install runsc as https://gvisor.dev/docs/user_guide/install/ describes";

  private final String installer;

  Distribution(String installer) {
    this.installer = installer;
  }

  static Distribution here() {
    try {
      return of(Files.readAllLines(Path.of("/etc/os-release")));
    } catch (IOException absent) {
      return UNKNOWN;
    }
  }

  /// @param release the lines of `/etc/os-release`
  static Distribution of(List<String> release) {
    List<String> names = new ArrayList<>();
    for (String key : List.of("ID=", "ID_LIKE=")) {
      release.stream()
          .filter(line -> line.startsWith(key))
          .flatMap(line ->
              List.of(line.substring(key.length()).replace("\"", "").split(" ", -1)).stream())
          .forEach(names::add);
    }
    return names.stream()
        .map(Distribution::named)
        .filter(each -> each != UNKNOWN)
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static Distribution named(String id) {
    return switch (id) {
      case "debian", "ubuntu" -> DEBIAN;
      case "fedora", "rhel", "centos" -> FEDORA;
      case "arch" -> ARCH;
      default -> UNKNOWN;
    };
  }

  /// What says that a program is missing, and how to install it. Only Debian and its family have a
  /// package of gVisor.
  Check missing(String name, Check.Status status, String found, String program) {
    if (program.equals("runsc") && this != DEBIAN) {
      return new Check(name, status, found, GVISOR);
    }
    return installer.isEmpty()
        ? new Check(name, status, found, "install " + program)
        : new Check(name, status, found, installing(program));
  }

  private Remedy installing(String program) {
    return new Remedy.Execute(List.of((installer + " " + program).split(" ", -1)));
  }
}
