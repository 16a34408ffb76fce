package org.safecodeexecutor.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Runs a command in this process and keeps what it printed.
final class CommandRunner implements Signals {
  final Map<String, String> environment = new HashMap<>();
  final BlockingQueue<Runnable> onEnd = new LinkedBlockingQueue<>();
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private final Product product;
  private InputStream stdin = InputStream.nullInputStream();
  private boolean terminal;
  private boolean colors;

  CommandRunner(Product product) {
    this.product = product;
  }

  CommandRunner withStdin(String text) {
    stdin = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /// stdin at a terminal; reading it would hang.
  CommandRunner atTerminal() {
    terminal = true;
    colors = true;
    stdin = new Unreadable();
    return this;
  }

  private static final class Unreadable extends ByteArrayInputStream {
    Unreadable() {
      super(new byte[0]);
    }

    @Override
    public byte[] readNBytes(int length) {
      throw new AssertionError("a terminal was read");
    }
  }

  int run(String... arguments) {
    Console console =
        new Console(
            stdin,
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            terminal,
            terminal,
            colors);
    return Main.run(new Context(console, environment, this, product), arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public Registration onEnd(Runnable action, OptionalInt exitCode) {
    onEnd.add(action);
    return () -> onEnd.remove(action);
  }
}
