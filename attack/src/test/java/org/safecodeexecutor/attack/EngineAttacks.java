package org.safecodeexecutor.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.isolation.SeccompProfile;
import org.safecodeexecutor.testkit.TestHost;

/// Every attack of the catalogue and every system call, against one engine.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EngineAttacks {
  private static final int AT_ONCE = 3;

  private Target target;
  private Baits baits;

  abstract String engine();

  Target target() {
    return target;
  }

  Baits baits() {
    return baits;
  }

  @BeforeAll
  final void open() throws IOException {
    TestHost.open(TestHost.config().withEngine(engine())).close(); // or skips
    target = new LibraryTarget(TestHost.config().withEngine(engine()));
    baits = Baits.lay();
  }

  @AfterAll
  final void close() {
    if (target != null) {
      target.close();
    }
    if (baits != null) {
      baits.close();
    }
  }

  /// Those that are one program go first, some beside each other, since most of them wait: for
  /// their share of a processor, or for a limit. What one does to the host would count against
  /// those beside it, too.
  @TestFactory
  Stream<DynamicTest> attackIsContained() {
    Map<Attack, Future<Verdict>> programs = programsSideBySide();
    return Catalogue.all().stream()
        .map(attack ->
            DynamicTest.dynamicTest(
                attack.id(),
                () -> {
                  Future<Verdict> early = programs.get(attack);
                  check(attack, early == null ? verdict(attack) : early.get());
                }));
  }

  private Map<Attack, Future<Verdict>> programsSideBySide() {
    Map<Attack, Future<Verdict>> verdicts = new HashMap<>();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Attack attack : Catalogue.all()) {
        if (attack.kind() == Attack.Kind.PROGRAM) {
          verdicts.put(attack, threads.submit(() -> verdict(attack)));
        }
      }
    }
    return verdicts;
  }

  private Verdict verdict(Attack attack) {
    return new Campaign(target, target, baits).verdict(attack);
  }

  private void check(Attack attack, Verdict verdict) {
    if (attack.notApplicable().containsKey(engine())) {
      assertThat(verdict).isInstanceOf(Verdict.NotApplicable.class);
    } else {
      assertThat(verdict).as(attack.description()).isInstanceOf(Verdict.Contained.class);
    }
  }

  @Test
  void systemCallsThatPassAreExactlyThoseOfTheProfile() throws DependencyUnavailable {
    Sweep.Result result = new Sweep(SeccompProfile.load()).of(target);
    assertThat(result.deviations()).isEmpty();
    assertThat(result.tried())
        .containsEntry("x32", Sweep.NUMBERS)
        .containsEntry("i386", Sweep.NUMBERS);
    assertThat(result.passed())
        .hasSizeGreaterThan(200)
        .doesNotContain("ptrace", "unshare", "mount");
  }
}
