package org.safecodeexecutor.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

  @TestFactory
  Stream<DynamicTest> attackIsContained() {
    Campaign campaign = new Campaign(target, target, baits);
    return Catalogue.all().stream()
        .map(attack -> DynamicTest.dynamicTest(attack.id(), () -> check(campaign, attack)));
  }

  private void check(Campaign campaign, Attack attack) {
    Verdict verdict = campaign.verdict(attack);
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
