package org.safecodeexecutor.engine.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarmPoolTest {
  private static final int LEAST = 2;
  private static final int MOST = 5;

  /// Longer than the pool waits for one sandbox before it orders another.
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final class Fake implements WarmPool.Waiting {
    private volatile boolean ended;

    @Override
    public void close() {
      ended = true;
    }
  }

  private final AtomicInteger orders = new AtomicInteger();
  private final WarmPool<Fake> pool = new WarmPool<>(LEAST, MOST, orders::incrementAndGet);
  private final List<CompletableFuture<Optional<Fake>>> callers = new ArrayList<>();
  private final List<Fake> made = new ArrayList<>();
  private int answered;

  @AfterEach
  void close() {
    pool.close();
    assertThat(callers).allSatisfy(caller -> assertThat(caller).succeedsWithin(LONG));
  }

  @Test
  void ordersWhatIsMissingAndNoMore() {
    pool.fill();
    assertThat(orders).hasValue(LEAST);
    pool.fill();
    assertThat(orders).hasValue(LEAST);
    deliver();
    pool.fill();
    assertThat(orders).hasValue(LEAST);
  }

  @Test
  void ordersTheNextWhenAProgramHasEndedUnlessFewAreLeft() throws InterruptedException {
    WarmPool<Fake> large = new WarmPool<>(4, 4, orders::incrementAndGet);
    large.fill();
    for (int i = 0; i < 4; i++) {
      large.add(new Fake());
    }
    assertThat(large.take()).isPresent();
    assertThat(orders).as("three are left").hasValue(4);
    large.fill();
    assertThat(orders).as("its program has ended").hasValue(5);
    assertThat(large.take()).isPresent();
    assertThat(large.take()).isPresent();
    assertThat(orders).as("one is left, and one is ordered").hasValue(7);
    large.close();
  }

  @Test
  void ordersAnotherOneForEachThatIsTakenOfFew() throws InterruptedException {
    pool.fill();
    deliverAll();
    assertThat(pool.take()).isPresent();
    assertThat(orders).hasValue(LEAST + 1);
    assertThat(pool.take()).isPresent();
    assertThat(orders).hasValue(LEAST + 2);
  }

  @Test
  void sandboxThatHasWaitedLongestIsTakenFirst() throws InterruptedException {
    pool.fill();
    Fake first = deliver();
    Fake second = deliver();
    assertThat(pool.take()).containsSame(first);
    assertThat(pool.take()).containsSame(second);
  }

  @Test
  void callerWhoFindsNoneWaitsForTheNext() {
    pool.fill();
    var caller = call();
    assertThat(caller).isNotDone();
    Fake sandbox = deliver();
    assertThat(caller).succeedsWithin(LONG).isEqualTo(Optional.of(sandbox));
  }

  @Test
  void eachSandboxGoesToOneCaller() {
    pool.fill();
    int many = 40;
    callOften(many);
    deliverUntilAllAreServed();
    assertThat(callers.stream().map(CompletableFuture::join))
        .hasSize(many)
        .doesNotHaveDuplicates()
        .doesNotContain(Optional.empty());
  }

  @Test
  void keepsMoreReadyOnceSomebodyHadToWait() {
    pool.fill();
    callOften(1);
    await().atMost(LONG).until(() -> orders.get() > LEAST);
    deliverUntilAllAreServed();
    pool.fill(); // their programs have ended
    deliverAll();
    assertThat(idle()).hasSizeGreaterThan(LEAST);
  }

  @Test
  void neverKeepsMoreThanTheMost() {
    pool.fill();
    callOften(4 * MOST);
    deliverUntilAllAreServed();
    pool.fill(); // their programs have ended
    deliverAll();
    assertThat(idle()).hasSize(MOST);
  }

  @Test
  void givesUpWhatWasNotNeededButKeepsTheLeast() {
    pool.fill();
    callOften(4 * MOST);
    deliverUntilAllAreServed();
    pool.fill(); // their programs have ended
    deliverAll();
    assertThat(idle()).hasSizeGreaterThan(LEAST);
    for (int i = 0; i < 3 * MOST; i++) {
      pool.relax();
    }
    assertThat(idle()).hasSize(LEAST);
    int before = orders.get();
    pool.fill();
    assertThat(orders).as("what was given up must not be ordered again").hasValue(before);
  }

  @Test
  void keepsWhatIsNeededNowAndThen() {
    pool.fill();
    callOften(4 * MOST);
    deliverUntilAllAreServed();
    pool.fill(); // their programs have ended
    deliverAll();
    pool.relax(); // forgets the time before
    for (int i = 0; i < 10; i++) {
      for (int taken = 0; taken < LEAST + 1; taken++) {
        assertThat(call()).isCompletedWithValueMatching(Optional::isPresent);
      }
      pool.fill();
      deliverAll();
      pool.relax();
    }
    assertThat(idle()).hasSizeGreaterThan(LEAST);
  }

  @Test
  void anotherOneIsOrderedForACallerWhoseSandboxFailed() {
    pool.fill();
    var caller = call();
    int missing = orders.get() - answered;
    for (int i = 0; i < missing; i++) {
      pool.failed();
      answered++;
    }
    await().atMost(LONG).until(() -> orders.get() > answered);
    Fake sandbox = deliver();
    assertThat(caller).succeedsWithin(LONG).isEqualTo(Optional.of(sandbox));
  }

  @Test
  void sandboxThatNeverComesIsOrderedAgain() throws InterruptedException {
    pool.fill();
    deliver();
    assertThat(pool.take()).isPresent();
    var caller = call();
    int before = orders.get();
    await().atMost(LONG).until(() -> orders.get() > before);
    Fake sandbox = deliver();
    assertThat(caller).succeedsWithin(LONG).isEqualTo(Optional.of(sandbox));
  }

  @Test
  void interruptedCallerIsLetGo() {
    pool.fill();
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                var _ = pool.take();
                end.completeExceptionally(new AssertionError("nothing to take"));
              } catch (InterruptedException e) {
                end.complete(e);
              }
            });
    awaitWaiting(caller);
    caller.interrupt();
    assertThat(end).succeedsWithin(LONG);
  }

  @Test
  void closingEndsIdleSandboxesAndThoseThatCome() {
    pool.fill();
    Fake idle = deliver();
    pool.close();
    assertThat(idle.ended).isTrue();
    Fake late = deliver();
    assertThat(late.ended).isTrue();
  }

  @Test
  void closedPoolOrdersNothingAndGivesNothing() throws InterruptedException {
    pool.fill();
    deliver();
    pool.close();
    int before = orders.get();
    pool.fill();
    assertThat(orders).hasValue(before);
    assertThat(pool.take()).isEmpty();
  }

  @Test
  void takenSandboxOutlivesThePool() throws InterruptedException {
    pool.fill();
    Fake taken = deliver();
    assertThat(pool.take()).containsSame(taken);
    pool.close();
    assertThat(taken.ended).isFalse();
  }

  @Test
  void closingWakesThoseWhoWait() {
    pool.fill();
    var caller = call();
    pool.close();
    assertThat(caller).succeedsWithin(LONG).isEqualTo(Optional.empty());
  }

  @Test
  void nobodyWaitsInAnAbandonedPool() {
    pool.fill();
    assertThat(pool.isAbandoned()).isFalse();
    List<CompletableFuture<Optional<Fake>>> waiting = List.of(call(), call(), call());
    pool.abandon();
    assertThat(pool.isAbandoned()).isTrue();
    assertThat(waiting)
        .allSatisfy(caller ->
            assertThat(caller).succeedsWithin(Duration.ofSeconds(1)).isEqualTo(Optional.empty()));
    assertThat(call()).succeedsWithin(Duration.ofSeconds(1)).isEqualTo(Optional.empty());
  }

  @Test
  void whatIsOrderedAgainAtOnceIsNotGivenUp() throws InterruptedException {
    WarmPool<Fake> busy = new WarmPool<>(1, 8, orders::incrementAndGet);
    for (int i = 0; i < 5; i++) {
      assertThat(busy.poll()).isEmpty(); // it wants one more each time
    }
    busy.fill();
    List<Fake> ready = Stream.generate(Fake::new).limit(orders.get()).toList();
    ready.forEach(busy::add);
    busy.relax(); // forgets the time before
    assertThat(List.of(busy.take(), busy.take())).doesNotContain(Optional.empty());
    int before = orders.get();
    busy.relax(); // their programs still run
    assertThat(ready).as("of six, two are taken").noneMatch(each -> each.ended);
    busy.fill();
    assertThat(orders).as("one fewer than before is kept").hasValue(before + 1);
    busy.close();
  }

  @Test
  void emptyPoolAnswersWhoDoesNotWaitAndOrdersOneMoreThanBefore() {
    pool.fill();
    assertThat(pool.poll()).isEmpty();
    pool.fill();
    assertThat(orders).hasValue(LEAST + 1);
  }

  @Test
  void poolThatIsEmptyAgainAndAgainGrowsToItsMost() {
    for (int i = 0; i < 3 * MOST; i++) {
      assertThat(pool.poll()).isEmpty();
      pool.fill();
    }
    assertThat(orders).hasValue(MOST);
  }

  @Test
  void eachSandboxIsHandedOutOnce() {
    pool.fill();
    Fake only = deliver();
    assertThat(pool.poll()).containsSame(only);
    assertThat(pool.poll()).isEmpty();
  }

  /// Asks for a sandbox on a thread of its own, and returns once that thread has one or waits.
  private CompletableFuture<Optional<Fake>> call() {
    CompletableFuture<Optional<Fake>> taken = new CompletableFuture<>();
    callers.add(taken);
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                taken.complete(pool.take());
              } catch (InterruptedException | RuntimeException e) {
                taken.completeExceptionally(e);
              }
            });
    awaitWaiting(caller);
    return taken;
  }

  private void callOften(int times) {
    for (int i = 0; i < times; i++) {
      var _ = call();
    }
  }

  private static void awaitWaiting(Thread caller) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(1))
        .until(() ->
            switch (caller.getState()) {
              case WAITING, TIMED_WAITING, TERMINATED -> true;
              default -> false;
            });
  }

  /// Answers one order.
  private Fake deliver() {
    Fake sandbox = new Fake();
    answered++;
    made.add(sandbox);
    pool.add(sandbox);
    return sandbox;
  }

  /// Answers every order that is still open.
  private void deliverAll() {
    while (answered < orders.get()) {
      deliver();
    }
  }

  private void deliverUntilAllAreServed() {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> {
          assertThat(orders.get() - answered).isLessThanOrEqualTo(MOST);
          if (answered < orders.get()) {
            deliver();
          }
          return callers.stream().allMatch(CompletableFuture::isDone);
        });
  }

  /// The sandboxes that wait in the pool.
  private List<Fake> idle() {
    Set<Fake> taken = new HashSet<>();
    callers.stream()
        .filter(CompletableFuture::isDone)
        .forEach(each -> each.join().ifPresent(taken::add));
    return made.stream().filter(sandbox -> !taken.contains(sandbox) && !sandbox.ended).toList();
  }
}
