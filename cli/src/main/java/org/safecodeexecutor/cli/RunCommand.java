package org.safecodeexecutor.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.ExecutionRecord;
import org.safecodeexecutor.api.Isolation;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.config.Settings;
import org.safecodeexecutor.config.SettingsLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sce run`: one program, once; its output and its exit code are passed through.
@Command(
    name = "run",
    header = {"Run a Python program in a sandbox of its own.", ""},
    description = {
      "",
      "The program's output appears while it runs, byte for byte, and its exit code becomes that of"
          + " this command. It finds what you pipe in on its stdin; at a terminal its stdin is"
          + " empty. It has no network, sees no file of this machine but those of the program, and"
          + " leaves nothing behind.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sce run hello.py                           a script",
      "  echo 'print(6 * 7)' | sce run -            a script on stdin",
      "  sce run project/ --entry tool.py -- a -b   a folder, with arguments for the program",
      "  sce run work.zip --stdin data.txt          a zip archive, with a file as stdin",
      "  sce run x.py --limit memory=64MiB --limit wall-time=2s",
      "  sce run plot.py --image python-science     with numpy, pandas, matplotlib, scipy and sympy",
      "",
      "A folder or zip starts at main.py, __main__.py or its only .py file. At most 500 files and"
          + " 20 MiB are read, links are refused, and .git, __pycache__ and .venv are left out."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "n:the program's own exit code",
      "1:the program broke another limit, or failed because it tried to use the network",
      "124:the program's time was over (wall-time or cpu-time)",
      "125:sce itself failed; the program may not have run",
      "128+n:the program was killed by signal n",
      "130:interrupted (Ctrl+C)",
      "137:the program's memory was used up"
    },
    exitCodeOnInvalidInput = ExitCode.OURS,
    exitCodeOnExecutionException = ExitCode.OURS)
final class RunCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Parameters(
      index = "0",
      paramLabel = "FILE|DIR|ZIP|-",
      description = "What to run; - reads a script from stdin.")
  private String source = ProgramSource.STDIN;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "ARG",
      description = "The program's arguments, best after --.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--stdin",
      paramLabel = "FILE|-",
      description =
          "What the program reads; - (the default in a pipe) passes stdin on, up to 20 MiB.")
  private @Nullable String stdin;

  @Option(
      names = "--entry",
      paramLabel = "PATH",
      description = "The file of a folder or zip that starts.")
  private @Nullable String entry;

  @Option(
      names = "--image",
      paramLabel = "NAME",
      description =
          "The image that it runs in, built if it is missing; ${DEFAULT-VALUE} unless named.",
      defaultValue = "python")
  private String image = "python";

  @Option(
      names = "--limit",
      paramLabel = "NAME=VALUE",
      description =
          "Change a limit: cpu-time, wall-time, memory, processes, output, disk, open-files,"
              + " cpu-share. May be repeated.")
  private Map<String, String> limits = new LinkedHashMap<>();

  @Option(
      names = "--isolation",
      paramLabel = "NAME",
      description =
          "The wall around it: standard, or gvisor for a kernel of its own; ${DEFAULT-VALUE} unless"
              + " named.",
      defaultValue = "standard")
  private String isolation = "standard";

  @Option(names = "--json", description = "Print the whole record as one JSON object, at the end.")
  private boolean json;

  RunCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Settings settings = options.load(context.environment()).settings();
    Submission submission =
        ProgramSource.read(source, Optional.ofNullable(entry), context.console().in())
            .withRuntime(new RuntimeId(image))
            .withArguments(arguments)
            .withLimits(limited(settings.limits()))
            .withIsolation(Isolation.parse(isolation))
            .withStdin(stdin());
    return execute(submission, settings.sandboxes());
  }

  private int execute(Submission submission, SandboxesConfig config) {
    context.product().images(config).ensure(submission.runtime(), context);
    Cancellation cancellation = new Cancellation();
    // opened first, so closed last: the process waits until the sandboxes are gone
    try (var _ = context.signals().onEnd(cancellation::cancel, OptionalInt.empty())) {
      try (var sandboxes = context.product().open(config)) {
        return report(sandboxes.execute(submission, listener(), cancellation));
      }
    }
  }

  private Limits limited(Limits defaults) {
    Limits changed = defaults;
    for (Map.Entry<String, String> limit : limits.entrySet()) {
      changed = SettingsLoader.withLimit(changed, limit.getKey(), limit.getValue(), "--limit");
    }
    return changed;
  }

  private Content stdin() {
    boolean taken = source.equals(ProgramSource.STDIN);
    String from = stdin;
    if (from != null && !from.equals(ProgramSource.STDIN)) {
      return Content.of(ProgramSource.file(Path.of(from)));
    }
    if (from != null && taken) {
      throw new CommandFailed("stdin cannot be both the script and the program's input");
    }
    boolean nobodyPipes = from == null && context.console().inIsTerminal();
    return taken || nobodyPipes
        ? Content.EMPTY
        : Content.of(ProgramSource.bounded(context.console().in(), "stdin"));
  }

  private OutputListener listener() {
    Console console = context.console();
    return json
        ? OutputListener.NONE
        : (stream, bytes) ->
            Console.pass(
                switch (stream) {
                  case STDOUT -> console.out();
                  case STDERR -> console.err();
                },
                bytes);
  }

  private int report(Execution execution) {
    if (json) {
      context.console().print(Json.of(ExecutionRecord.of(execution)));
    } else {
      note(execution).ifPresent(context.console()::say);
    }
    return ExitCode.of(execution.outcome());
  }

  private static Optional<String> note(Execution execution) {
    return switch (execution.outcome()) {
      case Outcome.Exited _ -> Optional.empty();
      case Outcome.Signaled(var signal) -> Optional.of("killed by " + signal.symbol());
      case Outcome.LimitExceeded(Limit limit) -> Optional.of(exceeded(limit, execution));
      case Outcome.PolicyViolation(Outcome.Policy policy, _) ->
          Optional.of(
              switch (policy) {
                case NETWORK -> "network access is disabled";
              });
      case Outcome.Cancelled _ -> Optional.of("cancelled");
    };
  }

  private static String exceeded(Limit limit, Execution execution) {
    String bound = execution.enforcement().limits().get(limit);
    return "%s limit exceeded%s"
        .formatted(ExecutionRecord.name(limit), bound == null ? "" : " (" + bound + ")");
  }
}
