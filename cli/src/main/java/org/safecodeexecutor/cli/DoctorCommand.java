package org.safecodeexecutor.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.local.Check;
import org.safecodeexecutor.local.Check.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `sce doctor`: what this host has and enforces, with the fix for each failure.
@Command(
    name = "doctor",
    header = {"Examine this machine: what is there, and what hostile programs could not do.", ""},
    description = {
      "",
      "Looks for what sandboxes need, then runs hostile programs in one and reports what they could"
          + " do. The service runs the same checks before it serves. Below each line that is not"
          + " right stands what to do about it; --fix offers to do what is safe: to install packages,"
          + " to build the image, to let the kernel give more.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  sce doctor", "  sce doctor --fix", "  sce doctor --json"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:no check failed", "1:a check failed", "2:bad usage"})
final class DoctorCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(names = "--json", description = "Print one JSON array of checks.")
  private boolean json;

  @Option(names = "--fix", description = "Offer to do what is safe of that; needs root.")
  private boolean fix;

  @Option(names = "--yes", description = "Do all that --fix offers, without asking.")
  private boolean yes;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireSense();
    var settings = options.load(context.environment()).settings();
    List<Check> checks = examine(settings.sandboxes());
    if (fix) {
      if (new Repairs(context, settings.sandboxes(), yes).offer(checks)) {
        checks = examine(settings.sandboxes());
      }
    }
    boolean failed = checks.stream().anyMatch(check -> check.status() == Status.FAIL);
    return failed ? ExitCode.FAILED : ExitCode.OK;
  }

  private void requireSense() {
    if (yes && !fix) {
      throw new ParameterException(spec.commandLine(), "--yes goes with --fix");
    }
    if (fix && json) {
      throw new ParameterException(spec.commandLine(), "--fix and --json do not go together");
    }
    if (fix && !yes && !context.console().inIsTerminal()) {
      throw new ParameterException(
          spec.commandLine(), "--fix asks, and there is no terminal to ask at; --yes goes without");
    }
  }

  private List<Check> examine(SandboxesConfig config) {
    List<Check> checks = context.product().examine(config);
    if (json) {
      context.console().print(Json.of(checks.stream().map(DoctorCommand::asMap).toList()));
    } else {
      print(checks);
    }
    return checks;
  }

  private void print(List<Check> checks) {
    Table table = new Table();
    checks.forEach(check -> table.add(check.status().name(), check.name(), check.found()));
    List<String> lines = table.lines();
    for (int i = 0; i < checks.size(); i++) {
      context.console().print(colored(checks.get(i).status(), lines.get(i)));
      checks.get(i).fix().lines().forEach(line -> context.console().print("      fix: " + line));
    }
  }

  private String colored(Status status, String line) {
    String style =
        switch (status) {
          case PASS -> "green";
          case WARN -> "yellow";
          case FAIL -> "bold,red";
        };
    String name = status.name();
    Ansi ansi = context.console().colors() ? Ansi.ON : Ansi.OFF;
    return ansi.string("@|%s %s|@".formatted(style, name)) + line.substring(name.length());
  }

  private static Map<String, String> asMap(Check check) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("name", check.name());
    map.put("status", check.status().name().toLowerCase(Locale.ROOT));
    map.put("found", check.found());
    map.put("fix", check.fix());
    return map;
  }
}
