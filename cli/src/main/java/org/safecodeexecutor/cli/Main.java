package org.safecodeexecutor.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.safecodeexecutor.local.HeadStart;
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
    if (arguments.length > 0 && List.of("serve", "run").contains(arguments[0])) {
      HeadStart.begin();
    }
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
    String[] asked = arguments.length == 0 ? new String[] {"--help"} : arguments;
    CommandLine line =
        commands(context, asked[0])
            .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
            .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(console)))
            .setUsageHelpWidth(100)
            .setParameterExceptionHandler(failures::misunderstood)
            .setExecutionExceptionHandler(failures::failed);
    int code = line.execute(asked);
    console.out().flush();
    console.err().flush();
    return code;
  }

  /// Describing a command to picocli takes longer than much of what comes after, so where one
  /// command is asked for by name, the others stay away.
  private static CommandLine commands(Context context, String first) {
    Map<String, Supplier<CommandLine>> all = subcommands(context);
    CommandLine line = new CommandLine(new Main());
    all.forEach((name, make) -> {
      if (!all.containsKey(first) || name.equals(first)) {
        line.addSubcommand(make.get());
      }
    });
    line.getCommandSpec().versionProvider(new VersionCommand(context));
    return line;
  }

  private static Map<String, Supplier<CommandLine>> subcommands(Context context) {
    Map<String, Supplier<CommandLine>> all = new LinkedHashMap<>();
    all.put("serve", () -> new CommandLine(new ServeCommand(context)));
    all.put("run", () -> new CommandLine(new RunCommand(context)));
    all.put("doctor", () -> new CommandLine(new DoctorCommand(context)));
    all.put("image", () -> imageCommand(context));
    all.put("config", () -> new CommandLine(new ConfigCommand(context)));
    all.put("version", () -> new CommandLine(new VersionCommand(context)));
    return all;
  }

  private static CommandLine imageCommand(Context context) {
    return new CommandLine(new ImageCommand())
        .addSubcommand(new ImageCommand.Build(context))
        .addSubcommand(new ImageCommand.Listing(context))
        .addSubcommand(new ImageCommand.Removal(context));
  }

  private static Ansi ansi(Console console) {
    return console.colors() ? Ansi.ON : Ansi.OFF;
  }
}
