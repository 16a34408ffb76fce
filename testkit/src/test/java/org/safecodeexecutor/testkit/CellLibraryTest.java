package org.safecodeexecutor.testkit;

/// The library's own tests in a worker that was forked from a warm interpreter.
class CellLibraryTest extends LibraryTestsSuite {
  @Override
  protected String name() {
    return "cell";
  }
}
