package org.safecodeexecutor.local;

import java.util.Optional;

/// One thing that [Doctor] looked at.
///
/// @param name what was looked at: `runc`, `network`, `memory limit`
/// @param status whether sandboxes can be trusted with it
/// @param found what was found, in a few words
/// @param fix what to do about it, a command where there is one; empty when there is nothing to do
/// @param remedy the same, where it can be left to this program
public record Check(String name, Status status, String found, String fix, Optional<Remedy> remedy) {
  /// One that this program cannot mend, or that needs no mending.
  public Check(String name, Status status, String found, String fix) {
    this(name, status, found, fix, Optional.empty());
  }

  /// One that this program can mend.
  public Check(String name, Status status, String found, Remedy remedy) {
    this(name, status, found, remedy.text(), Optional.of(remedy));
  }

  public enum Status {
    /// Present, or proved to be enforced.
    PASS,
    /// Works, but an operator should know.
    WARN,
    /// Missing or not enforced: the service refuses to start.
    FAIL
  }
}
