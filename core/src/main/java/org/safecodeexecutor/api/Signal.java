package org.safecodeexecutor.api;

import java.util.List;

/// A Linux signal by its number.
public record Signal(int number) {
  // signal(7), x86 and most other architectures
  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  /// The usual name, `SIGSEGV`; real-time signals are `SIGRTMIN+n`, as numbered by glibc.
  public String symbol() {
    if (number >= 1 && number <= NAMES.size()) {
      return "SIG" + NAMES.get(number - 1);
    }
    return number >= 34 && number <= 64 ? "SIGRTMIN+" + (number - 34) : "SIG" + number;
  }
}
