package org.safecodeexecutor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.docker.RunnerImageBuilder;
import org.safecodeexecutor.image.ImageCatalogue;
import org.safecodeexecutor.image.ProgressListener;
import org.safecodeexecutor.image.RuntimeImage;
import org.safecodeexecutor.isolation.HostPrograms;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The program `sce bench`.
@Command(
    name = "bench",
    header = {"Measure this product beside every other way to run the same programs.", ""},
    description = {
      "",
      "All are measured in turn, several times, on this machine: the bare interpreter, bubblewrap,"
          + " runc, docker where its daemon runs, and our engines, from Java and over HTTP. Prints a"
          + " table; writes JSON and a plot. Let nothing else run meanwhile.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  /// More than the ten loops of [Promises].
  private static final int PLACES = 32;

  /// Twice as long as making a container takes.
  private static final Duration CONTAINER_IS_MADE = Duration.ofMillis(600);

  /// Some ten times as long as making a cell takes.
  private static final Duration CELL_IS_MADE = Duration.ofMillis(20);

  private static final List<String> ENGINES = List.of("cell", "oci");

  @Option(names = "--quick", description = "A look in about a minute; not for quoting.")
  private boolean quick;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each is measured, in turn: at least 2; 5 unless named.")
  private @Nullable Integer rounds;

  @Option(
      names = "--data-directory",
      paramLabel = "DIR",
      description = "Where the images are; ${DEFAULT-VALUE} unless named.")
  private Path dataDirectory = SandboxesConfig.DEFAULT.dataDirectory();

  @Option(names = "--date", description = "The date of the results, as in 2026-01-31; else today.")
  private @Nullable LocalDate date;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      required = true,
      description = "Where to write DATE.json and DATE.svg.")
  private Path results = Path.of("");

  @Option(names = "--launcher", required = true, hidden = true, description = "The script sce.")
  private Path launcher = Path.of("");

  @Option(
      names = "--soak",
      arity = "0..1",
      fallbackValue = "1000000",
      paramLabel = "RUNS",
      description = {
        "Measure nothing; run so many programs of many kinds in cells, a million unless named, and"
            + " fail if anything leaks."
      })
  private @Nullable Long soak;

  @Option(
      names = "--overload",
      description = "Measure only how the service behaves when it is asked for far too much.")
  private boolean overload;

  private final List<String> missing = new ArrayList<>();
  private IdleMemory memory = new IdleMemory(Set.of());

  /// Measures, and exits with 0 also when the machine was too noisy.
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (soak != null) {
      SandboxesConfig config = SandboxesConfig.DEFAULT.withDataDirectory(dataDirectory);
      return new Soak(config, soak, Soak.QUIET).measure(results, date()).passes() ? 0 : 1;
    }
    if (overload) {
      Overload.measure(launcher, dataDirectory, results, date(), plan().batch());
      return 0;
    }
    Path work = Files.createTempDirectory("sce-bench");
    try {
      Report report = measure(work);
      TextReport.lines(report).forEach(System.out::println);
      System.out.println("written to " + report.write(results));
      return 0;
    } finally {
      var _ = Tool.succeeds("rm", "-rf", "--one-file-system", work.toString());
    }
  }

  private Report measure(Path work) throws IOException, InterruptedException {
    Plan plan = plan();
    Noise.Before before = Noise.Before.look();
    Map<Workload, RuntimeImage> images = images();
    try (Contestants contestants = new Contestants()) {
      addCommands(contestants, images, work);
      LibrarySubject cell = addOurs(contestants, images, work);
      Optional.ofNullable(images.get(Workload.HELLO))
          .ifPresent(python -> addContainers(contestants, python));
      Rounds rounds = new Rounds(plan, contestants.all(), Main::tell);
      rounds.run();
      tell("deadlines, fairness and memory");
      Machine machine = Machine.here();
      Noise noise = before.after(rounds.besideBare(machine.processors()), rounds.spreadOfBare());
      List<Promise> promises = promises(plan, cell, contestants);
      return new Report(
          date(),
          machine,
          plan,
          noise,
          noise.reasons(),
          contestants.descriptions(),
          List.copyOf(missing),
          rounds.rows(),
          promises);
    }
  }

  private LocalDate date() {
    return date == null ? LocalDate.now(ZoneId.systemDefault()) : date;
  }

  private Plan plan() {
    Plan plan = quick ? Plan.QUICK : Plan.FULL;
    return rounds == null ? plan : plan.withRounds(Math.max(2, rounds));
  }

  private Map<Workload, RuntimeImage> images() {
    ImageCatalogue catalogue = new ImageCatalogue(dataDirectory);
    Map<Workload, RuntimeImage> images = new EnumMap<>(Workload.class);
    for (Workload workload : Workload.values()) {
      Optional<RuntimeImage> image = catalogue.find(workload.runtime());
      image.ifPresent(found -> images.put(workload, found));
      if (image.isEmpty()) {
        missing.add(
            "%s: the image %s is not built".formatted(workload.title(), workload.runtime()));
      }
    }
    return images;
  }

  private void addCommands(Contestants contestants, Map<Workload, RuntimeImage> images, Path work)
      throws IOException, InterruptedException {
    Commands commands = new Commands(work);
    for (Map.Entry<Workload, RuntimeImage> each : images.entrySet()) {
      commands.add(each.getKey(), each.getValue());
    }
    commands.all().forEach(contestants::add);
    if (contestants.all().stream().noneMatch(each -> each.name().equals(Commands.DOCKER))) {
      missing.add("docker run: no daemon was reachable");
    }
  }

  private LibrarySubject addOurs(
      Contestants contestants, Map<Workload, RuntimeImage> images, Path work)
      throws IOException, InterruptedException {
    LibrarySubject cell = null;
    Service.startForTheFirstTime(launcher, dataDirectory, work.resolve("first.log"));
    for (String engine : ENGINES) {
      tell("starting " + engine);
      SandboxesConfig config =
          SandboxesConfig.DEFAULT
              .withDataDirectory(dataDirectory)
              .withEngine(engine)
              .withRuns(PLACES, PLACES);
      Set<Long> others = CellProcess.containers();
      LibrarySubject library = LibrarySubject.busy(config, images.keySet());
      contestants.add(library);
      memory = cell == null ? new IdleMemory(others) : memory;
      cell = cell == null ? library : cell;
      Service service =
          Service.start(launcher, engine, dataDirectory, work.resolve(engine + ".log"));
      HttpSubject busy = HttpSubject.busy(service, Files.createDirectory(work.resolve(engine)));
      contestants.add(busy);
      if (engine.equals("cell")) {
        contestants.add(busy.unhurried(CELL_IS_MADE));
      }
    }
    return Objects.requireNonNull(cell);
  }

  /// Fresh interpreters: in cells, in containers that wait, and in those made on the spot.
  private void addContainers(Contestants contestants, RuntimeImage python) {
    SandboxesConfig cell =
        SandboxesConfig.DEFAULT.withDataDirectory(dataDirectory).withEngine("cell");
    contestants.add(LibrarySubject.fresh(cell));
    SandboxesConfig config = cell.withEngine("oci");
    List<SandboxesConfig> configs = new ArrayList<>(List.of(config));
    if (HostPrograms.find("runsc").isPresent()) {
      configs.add(config.withOciRuntime("runsc"));
    } else {
      missing.add("oci + runsc: runsc is not installed");
    }
    if (contestants.all().stream().anyMatch(each -> each.name().equals(Commands.DOCKER))) {
      buildForDocker(python);
      configs.add(config.withEngine("docker"));
    }
    for (SandboxesConfig each : configs) {
      tell("starting %s with %s".formatted(each.engine(), each.ociRuntime()));
      contestants.add(LibrarySubject.ready(each, CONTAINER_IS_MADE));
      contestants.add(LibrarySubject.unready(each));
    }
  }

  private static void buildForDocker(RuntimeImage python) {
    try (RunnerImageBuilder builder = new RunnerImageBuilder()) {
      var _ =
          builder.build(
              RuntimeId.PYTHON, RunnerImageBuilder.Base.of(python), ProgressListener.NONE);
    }
  }

  private List<Promise> promises(Plan plan, LibrarySubject cell, Contestants contestants)
      throws InterruptedException {
    Promises promises = new Promises(plan, cell.sandboxes());
    List<Promise> all = new ArrayList<>();
    all.add(promises.answerAfterWallLimit());
    all.add(promises.helloBesideLoops());
    for (RuntimeId image : List.of(RuntimeId.PYTHON, Workload.NUMPY_HELLO.runtime())) {
      List<Promise> measured = memory.measure(image);
      all.addAll(measured);
      if (measured.isEmpty()) {
        missing.add("memory of idle cells of %s: none was found".formatted(image));
      }
    }
    // A service that is asked in two ways has started once.
    contestants.all().stream()
        .filter(HttpSubject.class::isInstance)
        .map(HttpSubject.class::cast)
        .map(HttpSubject::start)
        .distinct()
        .forEach(all::add);
    return all;
  }

  private static void tell(String what) {
    System.err.println("bench: " + what);
  }
}
