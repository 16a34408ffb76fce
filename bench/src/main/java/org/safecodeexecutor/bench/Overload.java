package org.safecodeexecutor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a service does when it is asked for far more than it can: how much it still answers, how
/// soon it refuses the rest, how long it lets anybody wait, and what one client may do to another.
///
/// Each client has an address of its own on the loopback device.
final class Overload {
  private static final Duration SLOW = Duration.ofSeconds(1);
  private static final String SLOWLY =
      "import time\ntime.sleep(%s)".formatted(SLOW.toMillis() / 1e3);
  private static final List<Integer> CALLERS = List.of(1, 2, 4, 8, 16, 32);
  private static final List<Double> TIMES_PEAK = List.of(0.5, 1.0, 2.0, 5.0, 10.0);
  private static final double FAR_TOO_MUCH = 10;

  /// Enough for all that may run and wait, and for the refusals under way.
  private static final int CONNECTIONS = 256;

  private static final int CLIENTS = 8;
  private static final int FIRST = 11;
  private static final int HEAVY = 2;
  private static final int LIGHT = 3;
  private static final int ROUNDS = 3;

  /// Shorter than what a full queue of slow programs takes, so that some must reach it, and longer
  /// than one of quick ones.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Duration time;
  private final Service service;
  private final List<Offered> peaks = new ArrayList<>();
  private final List<Offered> curve = new ArrayList<>();
  private final List<Pair> pairs = new ArrayList<>();
  private final List<Promise> promises = new ArrayList<>();

  private final Path ask;

  private Overload(Service service, Path ask, Duration time) {
    this.service = service;
    this.ask = ask;
    this.time = time;
  }

  /// One client who asks far too much, and one who asks a little meanwhile.
  ///
  /// @param programs of the heavy one
  private record Pair(String programs, Offered heavy, Offered light) {}

  /// All that was measured, as it is written.
  private record Result(
      LocalDate date,
      Machine machine,
      List<Integer> callers,
      List<Offered> unhurried,
      List<Double> timesPeak,
      List<Offered> overloaded,
      List<Pair> beside,
      List<Promise> promises) {}

  /// Prints a table, and writes `DATE-overload.json` and `DATE-overload.svg`.
  ///
  /// @param time of each measurement
  static void measure(
      Path launcher, Path dataDirectory, Path results, LocalDate date, Duration time)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("sce-overload");
    Path log = work.resolve("log");
    String wait = "sandboxes.longest-wait=%dms".formatted(LONGEST_WAIT.toMillis());
    try (Service service = Service.start(launcher, "cell", dataDirectory, log, wait)) {
      Overload overload = new Overload(service, Tool.unpack("ask", work), time);
      overload.run();
      overload.write(results, date);
    } finally {
      var _ = Tool.succeeds("rm", "-rf", "--one-file-system", work.toString());
    }
  }

  private void run() throws IOException, InterruptedException {
    for (int callers : CALLERS) {
      peaks.add(offer("unhurried, %d at a time".formatted(callers), unhurried(callers)));
    }
    double peak = peaks.stream().mapToDouble(Offered::goodPerSecond).max().orElseThrow();
    int best = CALLERS.get(peaks.stream().map(Offered::goodPerSecond).toList().indexOf(peak));
    for (double times : TIMES_PEAK) {
      curve.add(offer("%.1f times the peak".formatted(times), hurried(times * peak)));
    }
    compare(best, peak);
    beside("hello", hello(1, HEAVY, CONNECTIONS / 2, FAR_TOO_MUCH * peak), peak);
    double slowPeak = 8 / (SLOW.toMillis() / 1e3);
    beside("slow", new Offer(SLOWLY, "", 1, HEAVY, CONNECTIONS / 2, FAR_TOO_MUCH * slowPeak), peak);
    promiseBeside();
  }

  private static Offer hello(int clients, int first, int connections, double perSecond) {
    Workload hello = Workload.HELLO;
    return new Offer(hello.code(), hello.expected(), clients, first, connections, perSecond);
  }

  private static Offer unhurried(int callers) {
    return hello(CLIENTS, FIRST, callers, 0);
  }

  private static Offer hurried(double perSecond) {
    return hello(CLIENTS, FIRST, CONNECTIONS, perSecond);
  }

  /// The machine is not equally fast all the time, so the ratio is taken in turn, several times.
  private void compare(int best, double peak) throws IOException, InterruptedException {
    double[] ratios = new double[ROUNDS];
    double[] left = new double[ROUNDS];
    double[] late = new double[ROUNDS];
    long wrong = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Offered unhurried = offer("unhurried, %d at a time".formatted(best), unhurried(best));
      Offered hurried = offer("10 times the peak", hurried(FAR_TOO_MUCH * peak));
      ratios[i] = hurried.goodPerSecond() / unhurried.goodPerSecond();
      left[i] = hurried.goodPerProcessor() / unhurried.goodPerProcessor();
      late[i] = hurried.refusedP99Millis();
      wrong += hurried.wrong();
    }
    promises.add(new Promise("goodput at ten times the peak", 100 * Row.median(ratios), "%", 90));
    promises.add(
        new Promise(
            "the same, by processor that the asking left", 100 * Row.median(left), "%", 90));
    promises.add(new Promise("time of a refusal, p99", Row.median(late), "ms", 10));
    promises.add(new Promise("neither answered nor refused as it must be", wrong, "requests", 0));
  }

  /// One client asks far too much, while another asks a little.
  private void beside(String name, Offer heavy, double peak)
      throws IOException, InterruptedException {
    Offer light = hello(1, LIGHT, 1, peak / 20);
    var other =
        CompletableFuture.supplyAsync(() -> {
          try {
            return light.to(service.address(), ask, time);
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    Offered asked = offer("heavy client, " + name, heavy);
    print("light client beside it", other.join());
    pairs.add(new Pair(name, asked, other.join()));
  }

  private void promiseBeside() {
    for (Pair pair : pairs) {
      promises.add(
          new Promise(
              "of a light client beside a heavy one (%s), answered".formatted(pair.programs()),
              100 * pair.light().goodShare(),
              "%",
              100));
    }
    double longest = pairs.getLast().heavy().longestGoodMillis() - SLOW.toMillis();
    promises.add(
        new Promise(
            "longest wait for a place where at most %d ms are bearable"
                .formatted(LONGEST_WAIT.toMillis()),
            longest,
            "ms",
            LONGEST_WAIT.toMillis() + 100));
  }

  private Offered offer(String what, Offer offer) throws IOException, InterruptedException {
    Offered offered = offer.to(service.address(), ask, time);
    print(what, offered);
    return offered;
  }

  private static void print(String what, Offered offered) {
    System.out.printf(
        "  %-28s %6.0f asked/s %6.0f answered/s (p50 %s, p99 %s, longest %s ms)"
            + " %6.0f refused/s (p50 %s, p99 %s ms) %d wrong%n",
        what,
        offered.perSecond(),
        offered.goodPerSecond(),
        TextReport.number(offered.goodP50Millis()),
        TextReport.number(offered.goodP99Millis()),
        TextReport.number(offered.longestGoodMillis()),
        offered.refusedPerSecond(),
        TextReport.number(offered.refusedP50Millis()),
        TextReport.number(offered.refusedP99Millis()),
        offered.wrong());
  }

  private void write(Path results, LocalDate date) throws IOException {
    promises.forEach(promise -> System.out.println(TextReport.line(promise)));
    Files.createDirectories(results);
    Result result =
        new Result(date, Machine.here(), CALLERS, peaks, TIMES_PEAK, curve, pairs, promises);
    Files.writeString(
        results.resolve(date + "-overload.json"),
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(result)
            + "\n");
    Files.writeString(results.resolve(date + "-overload.svg"), Chart.svg(charts()));
    System.out.println("written to " + results.resolve(date + "-overload.json"));
  }

  private List<Chart> charts() {
    return List.of(
        new Chart(
            "answered and refused, per second",
            "asked, per second",
            List.of(
                Chart.Line.of("200", curve, Offered::perSecond, Offered::goodPerSecond),
                Chart.Line.of("503", curve, Offered::perSecond, Offered::refusedPerSecond))),
        new Chart(
            "time of an answer, ms",
            "asked, per second",
            List.of(
                Chart.Line.of("200, p50", curve, Offered::perSecond, Offered::goodP50Millis),
                Chart.Line.of("200, p99", curve, Offered::perSecond, Offered::goodP99Millis))),
        new Chart(
            "time of a refusal, ms",
            "asked, per second",
            List.of(
                Chart.Line.of("503, p50", curve, Offered::perSecond, Offered::refusedP50Millis),
                Chart.Line.of("503, p99", curve, Offered::perSecond, Offered::refusedP99Millis))));
  }
}
