package org.safecodeexecutor.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/// `sce version`, and `--version` of every command.
@Command(
    name = "version",
    header = {"Print the version, and those of Java and the kernel.", ""})
final class VersionCommand implements Callable<Integer>, IVersionProvider {
  private final Context context;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  VersionCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.console().print(getVersion()[0]);
    return ExitCode.OK;
  }

  @Override
  public String[] getVersion() {
    // the manifest of the jar has it; classes in a directory have no manifest
    String version =
        Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
            .orElse("development");
    return new String[] {
      "sce %s (Java %s, %s %s)"
          .formatted(
              version,
              System.getProperty("java.version"),
              System.getProperty("os.name"),
              System.getProperty("os.version"))
    };
  }
}
