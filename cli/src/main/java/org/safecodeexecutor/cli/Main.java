package org.safecodeexecutor.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/// The program `sce`.
@Command(
    name = "sce",
    header = "Safe Code Executor: runs untrusted Python in a fresh sandbox each time.",
    description = "",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sce serve                              the service at http://127.0.0.1:5000",
      "  echo 'print(2 + 2)' | sce run -        one program, here and now",
      "  sce doctor                             what this machine can and cannot enforce",
      "",
      "`sce COMMAND --help` explains each."
    },
    mixinStandardHelpOptions = true)
public final class Main {
  private Main() {}

  /// Runs one command and exits with its code.
  public static void main(String[] arguments) {
    LogStyle.choose(arguments);
    var environment = System.getenv();
    Console console = Console.ofProcess(environment);
    Context context =
        new Context(console, environment, Signals.ofProcess(), new InstalledProduct());
    int code = run(context, arguments);
    if (code != ExitCode.OK) {
      // not for success: it asks for a logger first, which takes longer than most commands
      System.exit(code);
    }
  }

  /// Runs one command and returns its exit code. Never throws.
  static int run(Context context, String... arguments) {
    Console console = context.console();
    Failures failures = new Failures(console);
    CommandLine line =
        commands(context)
            .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
            .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(console)))
            .setUsageHelpWidth(100)
            .setParameterExceptionHandler(failures::misunderstood)
            .setExecutionExceptionHandler(failures::failed);
    int code = line.execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
    console.out().flush();
    console.err().flush();
    return code;
  }

  private static CommandLine commands(Context context) {
    VersionCommand version = new VersionCommand(context);
    CommandLine line =
        new CommandLine(new Main())
            .addSubcommand(new ServeCommand(context))
            .addSubcommand(new RunCommand(context))
            .addSubcommand(new DoctorCommand(context))
            .addSubcommand(
                new CommandLine(new ImageCommand())
                    .addSubcommand(new ImageCommand.Build(context))
                    .addSubcommand(new ImageCommand.Listing(context))
                    .addSubcommand(new ImageCommand.Removal(context)))
            .addSubcommand(new ConfigCommand(context))
            .addSubcommand(version);
    line.getCommandSpec().versionProvider(version);
    return line;
  }

  private static Ansi ansi(Console console) {
    return console.colors() ? Ansi.ON : Ansi.OFF;
  }
}
