package org.safecodeexecutor.attack;

import java.util.Locale;

/// What an attack goes for. The name in small letters is its folder.
enum Category {
  KERNEL("kernel interfaces"),
  FILES("files"),
  PROCESSES("processes and signals"),
  MEMORY("memory"),
  CPU("CPU"),
  OUTPUT("output"),
  TIME("time"),
  NETWORK("network and sockets"),
  LEAKS("information leaks"),
  CROSSRUN("cross-run"),
  ARCHIVES("archives and file names"),
  SUPERVISOR("supervisor and protocol"),
  HOST("exhaustion of the host"),
  HTTP("HTTP");

  private final String title;

  Category(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  static Category ofFolder(String folder) {
    return valueOf(folder.toUpperCase(Locale.ROOT));
  }
}
