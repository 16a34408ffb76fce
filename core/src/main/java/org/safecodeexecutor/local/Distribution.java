package org.safecodeexecutor.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The family of Linux distributions that this host belongs to (os-release(5)), for the commands
/// that an operator can copy.
enum Distribution {
  DEBIAN("apt-get install -y %s"),
  FEDORA("dnf install -y %s"),
  ARCH("pacman -S --noconfirm %s"),
  UNKNOWN("install %s");

  private static final String GVISOR =
      "install runsc as https://gvisor.dev/docs/user_guide/install/ describes";

  private final String command;

  Distribution(String command) {
    this.command = command;
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

  /// How to install a program. Only Debian and its family have a package of gVisor.
  String installation(String program) {
    return program.equals("runsc") && this != DEBIAN ? GVISOR : command.formatted(program);
  }
}
