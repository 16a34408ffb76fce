package org.safecodeexecutor.attack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.safecodeexecutor.api.CpuShare;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.isolation.SeccompProfile;
import org.safecodeexecutor.isolation.SeccompProfile.Condition;
import org.safecodeexecutor.testkit.TestHost;

/// Tries every system call of x86-64, and the x32 and i386 entries, under a target's filter, and
/// compares what passes with the profile.
///
/// No call is executed: `sweep.py` loads a second filter that answers ENOSYS for calls with a
/// certain sixth argument. The kernel takes the stricter of two answers, so a call that the first
/// filter lets pass ends with ENOSYS, and one that it refuses as it says.
final class Sweep {
  static final int NUMBERS = 620;
  private static final long X32 = 1L << 30;
  private static final String PASSES = "passes";
  private static final Set<String> REFUSED = Set.of("errno 1", "errno 38");

  /// Calls that newer kernels exempt from every filter: they only serve uprobes, and end with
  /// SIGILL or ENXIO for anybody else (kernel/seccomp.c).
  private static final Set<String> NEVER_FILTERED = Set.of("uretprobe", "uprobe");

  private static final Set<String> WITHOUT_UPROBES =
      Set.of("errno 1", "errno 38", "errno 6", "signal 4");

  /// Calls that libseccomp learned late: one that does not know them keeps them shut.
  private static final int FIRST_NEW = 449;

  private static final Limits LIMITS =
      Limits.DEFAULT
          .withWallTime(TestHost.patience(60))
          .withCpuTime(TestHost.patience(50))
          .withCpuShare(new CpuShare(2000));

  /// One try: `table` is `x64`, `x32` or `i386`.
  record Probe(String table, long number, List<Long> arguments) {
    private String line() {
      return table
          + " "
          + number
          + " "
          + arguments.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
  }

  /// What came of it.
  ///
  /// @param tried by table, how many calls were
  /// @param passed names of those that pass, without the conditional ones
  /// @param keptShut allowed by the profile, but unknown to the library that made the filter
  /// @param deviations where filter and profile differ: must be none
  record Result(
      Map<String, Integer> tried,
      Set<String> passed,
      Set<String> keptShut,
      List<String> deviations) {}

  private final SeccompProfile profile;
  private final Map<Integer, String> names = readNames();
  private final Map<String, Integer> numbers = new HashMap<>();

  Sweep(SeccompProfile profile) {
    this.profile = profile;
    names.forEach((number, name) -> numbers.put(name, number));
  }

  /// Tries all calls in one run.
  Result of(Target target) {
    List<Probe> probes = probes();
    String text = probes.stream().map(Probe::line).collect(Collectors.joining("\n"));
    Submission submission =
        Submission.python(Resources.text("/sweep.py").replace("{{probes}}", text));
    Answer answer = target.run(submission.withLimits(LIMITS));
    List<String> results = answer.stdout().lines().toList();
    if (results.size() != probes.size()) {
      return new Result(
          Map.of(),
          Set.of(),
          Set.of(),
          List.of(
              "%d of %d calls were tried: %s"
                  .formatted(results.size(), probes.size(), answer.complaint())));
    }
    return compare(probes, results);
  }

  private List<Probe> probes() {
    List<Probe> probes = new ArrayList<>();
    for (long number = 0; number < NUMBERS; number++) {
      probes.add(new Probe("x64", number, List.of(0L, 0L, 0L, 0L)));
      probes.add(new Probe("x32", number | X32, List.of(0L, 0L, 0L, 0L)));
      probes.add(new Probe("i386", number, List.of(0L, 0L, 0L, 0L)));
    }
    conditional().forEach((name, index) -> probes.addAll(variants(name, index)));
    return probes;
  }

  /// The arguments that conditions look at, by call.
  private Map<String, Set<Integer>> conditional() {
    Map<String, Set<Integer>> indexes = new LinkedHashMap<>();
    for (var rule : profile.allowWhen()) {
      Set<Integer> all = indexes.computeIfAbsent(rule.name(), _ -> new HashSet<>());
      rule.args().forEach(condition -> all.add(condition.index()));
    }
    return indexes;
  }

  /// A call with the values that matter for each argument, one changed at a time, from every
  /// combination that a rule allows.
  private List<Probe> variants(String name, Set<Integer> indexes) {
    Set<Probe> probes = new java.util.LinkedHashSet<>();
    for (var rule : profile.allowWhen()) {
      if (rule.name().equals(name)) {
        List<Long> allowed = new ArrayList<>(List.of(0L, 0L, 0L, 0L));
        rule.args().forEach(each -> allowed.set(each.index(), allowedValue(each)));
        for (int index : indexes) {
          values()
              .forEach(value -> {
                List<Long> changed = new ArrayList<>(allowed);
                changed.set(index, value);
                probes.add(new Probe("x64", Objects.requireNonNull(numbers.get(name)), changed));
              });
        }
      }
    }
    return List.copyOf(probes);
  }

  private static long allowedValue(Condition condition) {
    return isMask(condition) ? condition.valueTwo() : condition.value();
  }

  private static boolean isMask(Condition condition) {
    return condition.op().equals("SCMP_CMP_MASKED_EQ");
  }

  /// Small numbers, each single bit, and such with something above the 32 bits that the kernel
  /// reads.
  private static LongStream values() {
    LongStream small = LongStream.rangeClosed(0, 47);
    LongStream bits = LongStream.range(0, 40).map(bit -> 1L << bit);
    LongStream odd =
        LongStream.of(
            0xffffffffL,
            0x100000001L,
            0x100000002L,
            0x40049409L,
            0x5401,
            0x5412,
            0x8910,
            0x8940,
            0x8982,
            0x89a0,
            0x89f0,
            132,
            262,
            0x40022,
            0x10000 | 11,
            0x7c020000L);
    return LongStream.concat(LongStream.concat(small, bits), odd);
  }

  private Result compare(List<Probe> probes, List<String> results) {
    Map<String, Integer> tried = new LinkedHashMap<>();
    Set<String> passed = new java.util.TreeSet<>();
    Set<String> keptShut = new java.util.TreeSet<>();
    List<String> deviations = new ArrayList<>();
    for (int i = 0; i < probes.size(); i++) {
      Probe probe = probes.get(i);
      String result = results.get(i);
      tried.merge(probe.table(), 1, Integer::sum);
      String expected = expected(probe);
      if (result.equals(PASSES) && probe.table().equals("x64")) {
        passed.add(nameOf(probe));
      }
      if (isNew(probe) && expected.equals(PASSES) && REFUSED.contains(result)) {
        keptShut.add(nameOf(probe));
      } else if (!matches(expected, result) && !isExempt(probe, result)) {
        deviations.add(
            "%s %s (%s): expected %s, found %s"
                .formatted(probe.table(), nameOf(probe), probe.arguments(), expected, result));
      }
    }
    return new Result(tried, passed, keptShut, deviations);
  }

  private static boolean isNew(Probe probe) {
    return probe.table().equals("x64") && probe.number() >= FIRST_NEW;
  }

  private boolean isExempt(Probe probe, String result) {
    return NEVER_FILTERED.contains(nameOf(probe)) && WITHOUT_UPROBES.contains(result);
  }

  private static boolean matches(String expected, String result) {
    return expected.equals("refused") ? REFUSED.contains(result) : expected.equals(result);
  }

  private String nameOf(Probe probe) {
    return probe.table().equals("x64")
        ? names.getOrDefault((int) probe.number(), "number " + probe.number())
        : Long.toHexString(probe.number());
  }

  /// What the profile says about a call.
  private String expected(Probe probe) {
    if (!probe.table().equals("x64")) {
      return "signal 31"; // a table that the filter does not list ends the thread
    }
    String name = nameOf(probe);
    for (var refusal : profile.refuseWith()) {
      if (refusal.names().contains(name)) {
        return "errno " + refusal.errno();
      }
    }
    boolean allowed =
        profile.allow().stream().anyMatch(group -> group.names().contains(name))
            || profile.allowWhen().stream()
                .filter(rule -> rule.name().equals(name))
                .anyMatch(rule -> rule.args().stream().allMatch(each -> holds(each, probe)));
    return allowed ? PASSES : "refused";
  }

  private static boolean holds(Condition condition, Probe probe) {
    long argument = probe.arguments().get(condition.index());
    return isMask(condition)
        ? (argument & condition.value()) == condition.valueTwo()
        : argument == condition.value();
  }

  private static Map<Integer, String> readNames() {
    return Resources.text("/syscalls-x86_64.txt")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(parts -> Integer.parseInt(parts[0]), parts -> parts[1]));
  }
}
