package org.safecodeexecutor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.safecodeexecutor.api.DependencyUnavailable;

@Timeout(30)
class HostCommandTest {
  private static HostCommand shell(String script) {
    return new HostCommand(List.of("sh", "-c", script), "no shell");
  }

  @Test
  void bothStreamsAreHeardAndTheExitCodeIsKept() {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());

    HostCommand.Result result = shell("echo one; echo two >&2; exit 3").run(lines::add);

    assertThat(lines).containsExactlyInAnyOrder("one", "two");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.printed("two")).isTrue();
  }

  @Test
  void onlyTheLastLinesAreRemembered() {
    HostCommand.Result result = shell("seq 1 100000").run(line -> {});

    assertThat(result.lastLines()).hasSize(12).endsWith("100000");
  }

  @Test
  void aMissingCommandIsExplained() {
    assertThatThrownBy(() ->
            new HostCommand(List.of("no-such-command"), "install it like this").run(line -> {}))
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessage("install it like this");
  }

  @Test
  void interruptingEndsTheCommandAndItsChildren() throws InterruptedException {
    AtomicReference<Optional<ProcessHandle>> child = new AtomicReference<>(Optional.empty());
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                shell("sleep 60 & echo $!; wait")
                    .run(line -> child.set(ProcessHandle.of(Long.parseLong(line))));
              } catch (DependencyUnavailable e) {
                // expected: the command was interrupted
              }
            });
    await().until(() -> child.get().isPresent());

    caller.interrupt();
    caller.join();

    await().until(() -> !child.get().orElseThrow().isAlive());
  }
}
