package org.safecodeexecutor.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.safecodeexecutor.api.SandboxException;
import org.safecodeexecutor.config.InvalidSetting;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Turns every failure of a command into a message and an exit code; a stack trace only comes with
/// `--verbose`.
final class Failures {
  static final String VERBOSE = "--verbose";

  private final Console console;

  Failures(Console console) {
    this.console = console;
  }

  /// The command line was not understood.
  int misunderstood(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    console.say(String.valueOf(e.getMessage()));
    PrintWriter err = command.getErr();
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /// The command was understood and failed.
  int failed(Exception e, CommandLine command, CommandLine.ParseResult all) {
    if (e instanceof Console.OutputClosed) {
      return ExitCode.OUTPUT_CLOSED;
    }
    console.say(message(e));
    if (command.getParseResult().hasMatchedOption(VERBOSE)) {
      e.printStackTrace(console.err());
    }
    console.err().flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String message(Exception e) {
    return switch (e) {
      case SandboxException known -> String.valueOf(known.getMessage());
      case InvalidSetting known -> String.valueOf(known.getMessage());
      case CommandFailed known -> String.valueOf(known.getMessage());
      case UncheckedIOException io when io.getCause() instanceof NoSuchFileException missing ->
          "no such file: " + missing.getFile();
      case UncheckedIOException io -> String.valueOf(io.getMessage());
      default -> "unexpected failure: %s; %s shows where".formatted(e, VERBOSE);
    };
  }
}
