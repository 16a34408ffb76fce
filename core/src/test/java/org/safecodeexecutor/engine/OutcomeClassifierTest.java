package org.safecodeexecutor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.Outcome.Exited;
import org.safecodeexecutor.api.Outcome.LimitExceeded;
import org.safecodeexecutor.api.Outcome.PolicyViolation;
import org.safecodeexecutor.api.Outcome.Signaled;
import org.safecodeexecutor.api.Output;
import org.safecodeexecutor.api.Signal;
import org.safecodeexecutor.api.Usage;
import org.safecodeexecutor.engine.Completion.Ending;
import org.safecodeexecutor.engine.Completion.Killer;

class OutcomeClassifierTest {
  private static final Ending WELL = new Ending.Exit(0);
  private static final Ending BADLY = new Ending.Exit(1);
  private static final Ending KILLED = new Ending.Signalled(new Signal(9));
  private static final Ending CRASHED = new Ending.Signalled(new Signal(11));

  /// One row: what was observed, and what it means.
  record Row(Ending ending, long oomKills, long unroutable, Outcome expected) {}

  static Stream<Row> endingsOfItsOwn() {
    Outcome memory = new LimitExceeded(Limit.MEMORY);
    Outcome network = new PolicyViolation(Outcome.Policy.NETWORK, 1);
    return Stream.of(
        new Row(WELL, 0, 0, new Exited(0)),
        new Row(WELL, 0, 3, new Exited(0)),
        new Row(WELL, 3, 0, memory),
        new Row(WELL, 3, 3, memory),
        new Row(BADLY, 0, 0, new Exited(1)),
        new Row(BADLY, 0, 1, network),
        new Row(BADLY, 1, 0, memory),
        new Row(BADLY, 1, 1, memory),
        new Row(new Ending.Exit(137), 0, 0, new Exited(137)),
        new Row(new Ending.Exit(137), 0, 1, new PolicyViolation(Outcome.Policy.NETWORK, 137)),
        new Row(new Ending.Exit(255), 0, 0, new Exited(255)),
        new Row(KILLED, 0, 0, new Signaled(new Signal(9))),
        new Row(KILLED, 1, 0, memory),
        new Row(KILLED, 0, 1, new Signaled(new Signal(9))),
        new Row(KILLED, 1, 1, memory),
        new Row(CRASHED, 0, 0, new Signaled(new Signal(11))),
        new Row(CRASHED, 0, 1, new Signaled(new Signal(11))),
        new Row(CRASHED, 1, 0, memory));
  }

  @ParameterizedTest
  @MethodSource("endingsOfItsOwn")
  void endingOfItsOwnIsReportedAsItIs(Row row) {
    assertThat(classify(row.ending, Optional.empty(), row.oomKills, row.unroutable))
        .isEqualTo(row.expected);
  }

  @ParameterizedTest
  @EnumSource(Killer.class)
  void whoeverKilledSaysWhyWhateverElseWasSeen(Killer killer) {
    Outcome expected =
        killer == Killer.CANCELLED
            ? new Outcome.Cancelled()
            : new LimitExceeded(Limit.valueOf(killer.name()));
    for (Ending ending : List.of(WELL, BADLY, KILLED, CRASHED)) {
      for (long oomKills = 0; oomKills < 2; oomKills++) {
        for (long unroutable = 0; unroutable < 2; unroutable++) {
          assertThat(classify(ending, Optional.of(killer), oomKills, unroutable))
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void exitCodeNeverBecomesAnotherMeaning() {
    List<Outcome> outcomes = new ArrayList<>();
    for (int code = 0; code < 256; code++) {
      outcomes.add(classify(new Ending.Exit(code), Optional.empty(), 0, 0));
    }
    assertThat(outcomes)
        .doesNotHaveDuplicates()
        .allMatch(outcome -> outcome instanceof Exited)
        .satisfiesOnlyOnce(outcome -> assertThat(outcome.isSuccess()).isTrue());
  }

  /// Counts as they come and as they should never come, in every combination.
  private static final List<Long> COUNTS = List.of(0L, 1L, 2L, 1L << 31, Long.MAX_VALUE);

  static Stream<Ending> endings() {
    return Stream.concat(
        IntStream.range(0, 256).mapToObj(Ending.Exit::new),
        IntStream.range(1, 128).mapToObj(number -> new Ending.Signalled(new Signal(number))));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void successIsClaimedOnlyOfAProgramThatEndedWellAndThatNobodyKilled(Ending ending) {
    eachCase((killer, oomKills, unroutable) -> {
      boolean untouched = killer.isEmpty() && oomKills == 0;
      assertThat(classify(ending, killer, oomKills, unroutable).isSuccess())
          .isEqualTo(untouched && ending.equals(WELL));
    });
  }

  @ParameterizedTest
  @MethodSource("endings")
  void violationIsClaimedOnlyOfAProgramThatFailedByItselfAfterItTried(Ending ending) {
    eachCase((killer, oomKills, unroutable) -> {
      boolean failed = ending instanceof Ending.Exit(int code) && code != 0;
      boolean untouched = killer.isEmpty() && oomKills == 0;
      assertThat(classify(ending, killer, oomKills, unroutable) instanceof PolicyViolation)
          .isEqualTo(failed && untouched && unroutable > 0);
    });
  }

  @ParameterizedTest
  @MethodSource("endings")
  void howOftenSomethingWasCountedNeverMatters(Ending ending) {
    eachCase((killer, oomKills, unroutable) ->
        assertThat(classify(ending, killer, oomKills, unroutable))
            .isEqualTo(classify(ending, killer, Math.min(1, oomKills), Math.min(1, unroutable))));
  }

  private interface Case {
    void check(Optional<Killer> killer, long oomKills, long unroutable);
  }

  private static void eachCase(Case one) {
    List<Optional<Killer>> killers = new ArrayList<>(List.of(Optional.empty()));
    Stream.of(Killer.values()).map(Optional::of).forEach(killers::add);
    for (Optional<Killer> killer : killers) {
      for (long oomKills : COUNTS) {
        COUNTS.forEach(unroutable -> one.check(killer, oomKills, unroutable));
      }
    }
  }

  private static Outcome classify(
      Ending ending, Optional<Killer> killer, long oomKills, long unroutable) {
    Usage usage =
        new Usage(Duration.ofMillis(1), Optional.empty(), Optional.empty(), Optional.empty());
    return OutcomeClassifier.classify(
        new Completion(ending, killer, oomKills, unroutable, Output.EMPTY, Output.EMPTY, usage));
  }
}
