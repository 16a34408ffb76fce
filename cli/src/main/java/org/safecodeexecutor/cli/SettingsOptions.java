package org.safecodeexecutor.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.config.EffectiveSettings;
import org.safecodeexecutor.config.SettingsLoader;
import org.safecodeexecutor.config.SettingsLoader.Flag;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that every command with settings has.
final class SettingsOptions {
  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private HelpOption help = new HelpOption();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Read settings from this file (else SCE_CONFIG names it).")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change one setting, as in limits.memory=64MiB; `sce config` lists them.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--data-directory",
      paramLabel = "DIR",
      description = "Where images and sandboxes live (sandboxes.data-directory).")
  private @Nullable String dataDirectory;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "What makes the sandboxes (sandboxes.engine).")
  private @Nullable String engine;

  @Option(
      names = "--oci-runtime",
      paramLabel = "NAME",
      description = "The program that makes containers: runc, runsc (sandboxes.oci-runtime).")
  private @Nullable String ociRuntime;

  @SuppressWarnings("UnusedVariable") // Failures asks picocli for it
  @Option(names = Failures.VERBOSE, description = "Show a stack trace when the command fails.")
  private boolean verbose;

  /// The settings that hold, with more flags of one command.
  EffectiveSettings load(Map<String, String> environment, Flag... more) {
    List<Flag> flags = new ArrayList<>();
    set.forEach((key, value) -> flags.add(new Flag("--set", key, value)));
    add(flags, "--data-directory", "sandboxes.data-directory", dataDirectory);
    add(flags, "--engine", "sandboxes.engine", engine);
    add(flags, "--oci-runtime", "sandboxes.oci-runtime", ociRuntime);
    flags.addAll(List.of(more));
    return new SettingsLoader(environment).load(Optional.ofNullable(file), flags);
  }

  private static void add(List<Flag> flags, String flag, String key, @Nullable String value) {
    if (value != null) {
      flags.add(new Flag(flag, key, value));
    }
  }
}
