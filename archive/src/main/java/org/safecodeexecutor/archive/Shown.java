package org.safecodeexecutor.archive;

/// Names from an archive as a message may carry them: quoted, short and printable.
final class Shown {
  private static final int LONGEST = 80;

  private Shown() {}

  static String of(String name) {
    String printable = name.replaceAll("[^\\x20-\\x7e]", "?");
    return '"'
        + (printable.length() > LONGEST ? printable.substring(0, LONGEST) + "..." : printable)
        + '"';
  }
}
