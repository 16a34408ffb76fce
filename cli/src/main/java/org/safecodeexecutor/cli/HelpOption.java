package org.safecodeexecutor.cli;

import picocli.CommandLine.Option;

/// `--help`, which every command has.
final class HelpOption {
  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;
}
