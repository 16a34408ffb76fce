package org.safecodeexecutor.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.safecodeexecutor.api.Content;

/// The three standard streams, and which of them are a terminal. Text is UTF-8.
///
/// @param colors whether stdout may carry escape sequences
record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean inIsTerminal,
    boolean errIsTerminal,
    boolean colors) {

  /// The streams of this process.
  static Console ofProcess(Map<String, String> environment) {
    // https://no-color.org: present and not empty
    boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Console(
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        isTerminal(0),
        isTerminal(2),
        !plain && isTerminal(1));
  }

  /// Passes on what a program printed, byte for byte. Throws [OutputClosed] when nobody reads it
  /// any more.
  static void pass(PrintStream to, Content bytes) {
    to.writeBytes(bytes.toByteArray());
    if (to.checkError()) {
      throw new OutputClosed();
    }
  }

  /// A message of ours.
  void say(String message) {
    err.println("sce: " + message);
    err.flush();
  }

  /// A question of ours, which is answered on the same line.
  void ask(String question) {
    err.print("sce: " + question);
    err.flush();
  }

  /// A line of a command's result.
  void print(String line) {
    out.println(line);
    out.flush();
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
  }

  /// `System.console()` speaks of stdin and stdout together; the kernel tells them apart.
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }

  /// The reader of our output went away, as `head` does.
  static final class OutputClosed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
