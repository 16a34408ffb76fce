package org.safecodeexecutor.local;

/// One thing that [Doctor] looked at.
///
/// @param name what was looked at: `runc`, `network`, `memory limit`
/// @param status whether sandboxes can be trusted with it
/// @param found what was found, in a few words
/// @param fix what to do about it, a command where there is one; empty when there is nothing to do
public record Check(String name, Status status, String found, String fix) {
  public enum Status {
    /// Present, or proved to be enforced.
    PASS,
    /// Works, but an operator should know.
    WARN,
    /// Missing or not enforced: the service refuses to start.
    FAIL
  }
}
