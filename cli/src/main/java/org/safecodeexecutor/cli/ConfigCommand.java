package org.safecodeexecutor.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.safecodeexecutor.config.EffectiveSettings.Value;
import org.safecodeexecutor.config.SettingsLoader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sce config`: the settings that hold, and where each comes from.
@Command(
    name = "config",
    header = {"Show every setting that holds and where it comes from.", ""},
    description = {
      "",
      "In rising order: the defaults, a file (--config, else SCE_CONFIG, else"
          + " /etc/safe-code-executor/sce.conf), variables such as SCE_SERVER_PORT, and flags.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sce config",
      "  SCE_LIMITS_MEMORY=64MiB sce config --set server.port=8080",
      "  sce config --defaults > sce.conf           a file to start from, with explanations"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all settings are valid",
      "1:one is not; the message says which",
      "2:bad usage"
    })
final class ConfigCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(
      names = "--json",
      description = "Print one JSON object with a value and an origin by key.")
  private boolean json;

  @Option(names = "--defaults", description = "Print the defaults with an explanation of each.")
  private boolean defaults;

  ConfigCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (defaults) {
      context.console().print(SettingsLoader.documentedDefaults().stripTrailing());
      return ExitCode.OK;
    }
    List<Value> values = options.load(context.environment()).values();
    if (json) {
      context.console().print(Json.of(byKey(values)));
    } else {
      table(values).lines().forEach(context.console()::print);
    }
    return ExitCode.OK;
  }

  private static Table table(List<Value> values) {
    Table table = new Table();
    values.forEach(value -> table.add(value.key(), shown(value.text()), value.origin()));
    return table;
  }

  private static String shown(String text) {
    return text.isEmpty() ? "\"\"" : text;
  }

  private static Map<String, Object> byKey(List<Value> values) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Value value : values) {
      all.put(value.key(), Map.of("value", value.text(), "origin", value.origin()));
    }
    return all;
  }
}
