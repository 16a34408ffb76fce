package org.safecodeexecutor.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Shows that an attack works where nothing, or less, defends. An attack says where:
///
/// - `host`: by plain `python3`, as whoever runs this; `user`: as nobody; `unshared`: as root of
///   new namespaces, where nothing can be harmed;
/// - `naive`: against a service with every mistake;
/// - `roomy LIMITS`: in the same sandbox with other limits;
/// - `none REASON`: nowhere, since that could do harm or needs what is not there.
final class Control implements AutoCloseable {
  static final String WORKS = "works";

  private final Target engine;
  private final Baits baits;
  private final Map<String, Target> targets = new HashMap<>();
  private final Map<String, Optional<String>> obstacles = new HashMap<>();
  private @Nullable NaiveService naive;

  /// @param engine for `roomy`; any other target than an engine of ours does without
  Control(Target engine, Baits baits) {
    this.engine = engine;
    this.baits = baits;
    targets.put("host", HostTarget.asIs());
    targets.put("user", HostTarget.asUser());
    targets.put("unshared", HostTarget.unshared());
  }

  /// Carries the attack out where it should work. Returns [#WORKS], or why that was not shown.
  String of(Attack attack) {
    String[] words = attack.control().split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    return switch (words[0]) {
      case "none" -> "none: " + rest;
      case "roomy" -> roomy(attack, rest);
      case "naive" -> told(new Campaign(naive(), HostTarget.asIs(), baits).verdict(attack));
      default -> outside(attack, words[0]);
    };
  }

  private String roomy(Attack attack, String limits) {
    if (engine.kind().equals("http")) {
      return "none: this service decides about its limits";
    }
    return told(new Campaign(engine, engine, baits).verdict(with(attack, limits)));
  }

  private static Attack with(Attack attack, String limits) {
    return new Attack(
        attack.id(),
        attack.category(),
        attack.description(),
        attack.source(),
        attack.kind(),
        AttackFile.limits(limits),
        attack.contained(),
        attack.control(),
        attack.notApplicable(),
        attack.sections());
  }

  private String outside(Attack attack, String where) {
    Target target = targets.get(where);
    if (!(target instanceof HostTarget host)) {
      throw new IllegalArgumentException(attack.id() + ": no such control: " + where);
    }
    Optional<String> obstacle = obstacles.computeIfAbsent(where, _ -> host.obstacle());
    return obstacle
        .map(why -> "none: " + why)
        .orElseGet(() -> told(new Campaign(host, host, baits).verdict(attack)));
  }

  private static String told(Verdict verdict) {
    return verdict instanceof Verdict.Escaped ? WORKS : "does not work: " + verdict.why();
  }

  private NaiveService naive() {
    try {
      if (naive == null) {
        naive = NaiveService.start();
      }
      return naive;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (naive != null) {
      naive.close();
    }
  }
}
