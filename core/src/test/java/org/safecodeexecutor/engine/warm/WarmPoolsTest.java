package org.safecodeexecutor.engine.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.image.RuntimeImage;

/// Each image has sandboxes of its own that wait, whatever happens to those who make them.
class WarmPoolsTest {
  private static final RuntimeImage ONE = image("one");
  private static final RuntimeImage OTHER = image("other");

  private final Queue<Fake> made = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean broken = new AtomicBoolean();

  private static RuntimeImage image(String digest) {
    return new RuntimeImage(
        RuntimeId.PYTHON, Path.of("/rootfs"), digest, List.of("/usr/bin/python3"), List.of());
  }

  private record Fake(RuntimeImage image, AtomicBoolean closed) implements WarmPool.Waiting {
    @Override
    public void close() {
      closed.set(true);
    }
  }

  private Fake make(RuntimeImage image) {
    if (broken.get()) {
      throw new EngineFailure("start", "broken", null);
    }
    Fake fake = new Fake(image, new AtomicBoolean());
    made.add(fake);
    return fake;
  }

  private WarmPools<Fake> pools() {
    return new WarmPools<>(2, 4, this::make);
  }

  @Test
  void sandboxesAreOfTheImageThatIsAskedFor() {
    try (WarmPools<Fake> pools = pools()) {
      pools.fill(ONE);
      pools.fill(OTHER);
      await().until(() -> made.size() >= 4);
      await().until(() -> pools.poll(OTHER).filter(fake -> fake.image().equals(OTHER)).isPresent());
    }
  }

  @Test
  void sandboxesAreMadeAgainByThemselvesWhenTheyCanBe() {
    broken.set(true);
    try (WarmPools<Fake> pools = pools()) {
      pools.fill(ONE);
      assertThat(pools.poll(ONE)).isEmpty();
      broken.set(false);
      await().until(() -> made.size() >= 2);
    }
  }

  @Test
  void sandboxesThatAreNotTrustedAreEnded() {
    try (WarmPools<Fake> pools = pools()) {
      pools.fill(ONE);
      await().until(() -> made.size() == 2);
      await().until(() -> discarded(pools));
    }
  }

  /// Again, since what was made last may be handed over a moment later.
  private boolean discarded(WarmPools<Fake> pools) {
    pools.discard(ONE);
    return made.stream().limit(2).allMatch(fake -> fake.closed().get());
  }

  @Test
  void closingEndsWhatWaits() {
    WarmPools<Fake> pools = pools();
    pools.fill(ONE);
    await().until(() -> made.size() == 2);
    pools.close();
    assertThat(made).allMatch(fake -> fake.closed().get());
  }
}
