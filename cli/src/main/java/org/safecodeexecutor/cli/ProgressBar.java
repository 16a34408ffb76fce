package org.safecodeexecutor.cli;

import java.util.Locale;

/// Progress on stderr: a bar that is redrawn on a terminal, elsewhere one line for each step.
final class ProgressBar implements Images.Progress, AutoCloseable {
  private static final int WIDTH = 30;
  private static final String ERASE_LINE = "\r\033[K";

  private final Console console;
  private String last = "";

  ProgressBar(Console console) {
    this.console = console;
  }

  @Override
  public void reached(double fraction, String what) {
    if (console.errIsTerminal()) {
      draw(fraction, what);
    } else if (!what.equals(last)) {
      console.say(String.format(Locale.ROOT, "%3.0f %% %s", 100 * fraction, what));
    }
    last = what;
  }

  private void draw(double fraction, String what) {
    int done = (int) Math.round(WIDTH * Math.clamp(fraction, 0, 1));
    String bar = "#".repeat(done) + "-".repeat(WIDTH - done);
    console
        .err()
        .print(
            String.format(
                Locale.ROOT, "%s[%s] %3.0f %% %s", ERASE_LINE, bar, 100 * fraction, what));
    console.err().flush();
  }

  /// Leaves the line to whoever writes next.
  @Override
  public void close() {
    if (console.errIsTerminal() && !last.isEmpty()) {
      console.err().print(ERASE_LINE);
      console.err().flush();
    }
  }
}
