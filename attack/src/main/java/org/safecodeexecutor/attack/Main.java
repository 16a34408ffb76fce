package org.safecodeexecutor.attack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.isolation.SeccompProfile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The program `sce attack`.
@Command(
    name = "attack",
    header = {"Attack an engine, or any HTTP service that runs Python.", ""},
    description = {
      "",
      "Carries out every attack of the catalogue, shows that each works where nothing defends, and, for"
          + " an engine, tries every system call. Prints a table; writes JSON and an HTML page. Exit code"
          + " 1 if anything escaped, 2 if it could not be tried.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "cell, oci or docker; ${DEFAULT-VALUE} unless named.")
  private String engine = "cell";

  @Option(
      names = "--oci-runtime",
      paramLabel = "NAME",
      description = "runc or runsc; ${DEFAULT-VALUE} unless named.")
  private String ociRuntime = SandboxesConfig.DEFAULT.ociRuntime();

  @Option(
      names = "--interpreter",
      paramLabel = "WHICH",
      description = "In cells: warm or fresh; ${DEFAULT-VALUE} unless named.")
  private SandboxesConfig.Interpreter interpreter = SandboxesConfig.DEFAULT.interpreter();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = {
        "Attack a service instead: http://HOST:PORT, where POST /run with {\"code\": …}",
        "answers {\"output\": …}."
      })
  private @Nullable URI url;

  @Option(
      names = "--only",
      paramLabel = "PATTERN",
      description = "Only attacks whose id (FOLDER/NAME) contains this regular expression.")
  private Pattern only = Pattern.compile("");

  @Option(
      names = "--no-controls",
      negatable = false,
      description = "Do not show that the attacks work on this host's own python3.")
  private boolean withoutControls;

  @Option(
      names = "--data-directory",
      paramLabel = "DIR",
      description = "Where the images are; ${DEFAULT-VALUE} unless named.")
  private Path dataDirectory = SandboxesConfig.DEFAULT.dataDirectory();

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "Where to write the report; ${DEFAULT-VALUE} unless named.")
  private Path results = Path.of("attack-results");

  /// Attacks, and exits with 1 if anything escaped.
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  private static CommandLine commandLine() {
    return new CommandLine(new Main())
        .registerConverter(SandboxesConfig.Interpreter.class, SandboxesConfig.Interpreter::parse);
  }

  @Override
  public Integer call() throws IOException {
    try (Target target = target();
        Baits baits = Baits.lay();
        Control control = new Control(target, baits)) {
      Report report = attack(target, baits, control);
      TextReport.summary(report).forEach(System.out::println);
      System.out.println("written to " + report.write(results, target.file()));
      return report.hasEscapes() ? 1 : 0;
    } catch (DependencyUnavailable e) {
      System.err.println("attack: " + e.getMessage());
      return 2;
    }
  }

  private Target target() {
    return url != null
        ? new HttpTarget(url)
        : new LibraryTarget(
            SandboxesConfig.DEFAULT
                .withDataDirectory(dataDirectory)
                .withEngine(engine)
                .withOciRuntime(ociRuntime)
                .withInterpreter(interpreter));
  }

  private Report attack(Target target, Baits baits, Control control) {
    Campaign campaign = new Campaign(target, url == null ? target : HostTarget.asIs(), baits);
    List<Result> done = new ArrayList<>();
    for (Attack attack : Catalogue.all()) {
      if (only.matcher(attack.id()).find()) {
        long start = System.nanoTime();
        Verdict verdict = campaign.verdict(attack);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        String shown = withoutControls ? "none: not asked for" : control.of(attack);
        done.add(new Result(attack, verdict, shown, time));
        System.out.println(TextReport.line(done.getLast()));
      }
    }
    return new Report(LocalDate.now(ZoneId.systemDefault()), target.name(), done, sweep(target));
  }

  private Optional<Sweep.Result> sweep(Target target) {
    // a kernel of its own has calls of its own, behind which the profile is gVisor's
    boolean wanted = url == null && only.pattern().isEmpty() && !target.hasKernelOfItsOwn();
    return wanted ? Optional.of(new Sweep(SeccompProfile.load()).of(target)) : Optional.empty();
  }
}
