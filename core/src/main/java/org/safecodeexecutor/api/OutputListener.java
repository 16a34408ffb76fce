package org.safecodeexecutor.api;

/// Receives what a program prints, while it prints it.
///
/// Called by the thread that executes, one call at a time, in the order of arrival. A slow listener
/// slows the program down and nothing else. An exception from it ends the execution and reaches the
/// caller. No more than the output limit arrives.
@FunctionalInterface
public interface OutputListener {
  OutputListener NONE = (stream, bytes) -> {};

  void printed(Stream stream, Content bytes);

  enum Stream {
    STDOUT,
    STDERR
  }
}
