package org.safecodeexecutor.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The program `sce fuzz`.
@Command(
    name = "fuzz",
    header = {"Look for bytes that break a reader of untrusted bytes.", ""},
    description = {
      "",
      "Ends with exit code 1 at the first input that breaks a target, which is then in"
          + " fuzz/target/findings. Copy it to fuzz/seeds/TARGET, and it is tried in every build.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  private static final List<String> ALL =
      Stream.concat(Stream.of(Target.values()).map(Target::toString), Stream.of(RequestFuzzer.NAME))
          .toList();

  @Parameters(
      paramLabel = "TARGET",
      description =
          "json, headers, multipart, zip, settings, frames, refusals or request; all unless named.")
  private List<String> targets = ALL;

  @Option(
      names = "--seconds",
      paramLabel = "COUNT",
      description = "How long to try each target; ${DEFAULT-VALUE} unless named.")
  private int seconds = 60;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Of the random numbers; another one each time unless named.")
  private long seed = System.nanoTime() & 0x7fff_ffff;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Option(names = "--top", hidden = true)
  private Path top = Path.of("");

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (String target : targets) {
      System.err.println("fuzzing " + target + " for " + seconds + " s, seed " + seed);
      if (new ProcessBuilder(command(target)).inheritIO().start().waitFor() != 0) {
        return 1;
      }
    }
    return 0;
  }

  private List<String> command(String name) throws IOException, InterruptedException {
    if (!ALL.contains(name)) {
      throw new ParameterException(spec.commandLine(), "no target " + name + "; there are " + ALL);
    }
    Duration time = Duration.ofSeconds(seconds);
    Path project = top.toAbsolutePath();
    Path corpus = Files.createDirectories(project.resolve("fuzz/target/corpus").resolve(name));
    Path findings = Files.createDirectories(project.resolve("fuzz/target/findings"));
    if (name.equals(RequestFuzzer.NAME)) {
      return new RequestFuzzer(project, corpus, findings.resolve(name)).command(time, seed);
    }
    Target target = Target.valueOf(name.toUpperCase(Locale.ROOT));
    Path seeds = project.resolve("fuzz/seeds").resolve(name);
    return new Fuzzer(findings, seed).command(target, time, corpus, seeds);
  }
}
