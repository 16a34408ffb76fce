package org.safecodeexecutor.engine.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.OutputListener.Stream;
import org.safecodeexecutor.engine.Completion;
import org.safecodeexecutor.engine.Completion.Ending;
import org.safecodeexecutor.engine.Completion.Killer;
import org.safecodeexecutor.engine.Program;
import org.safecodeexecutor.engine.protocol.Frame;

class SupervisedRunTest {
  private static final Program PROGRAM = new Program(List.of(), List.of("a"), Content.EMPTY);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Frame PRINTED =
      new Frame.Printed(Stream.STDOUT, Content.of(new byte[] {'a'}));
  private static final Frame USED =
      new Frame.Used(Optional.empty(), SECOND, DataSize.ofBytes(0), 0, Optional.of(2));
  private static final Frame ENDED = new Frame.Ended(new Ending.Exit(3), SECOND, 1);

  private final Fake supervisor = new Fake();

  /// Says what it is given, and after its end what a closed connection does.
  private static final class Fake implements Supervisor {
    private final Queue<Frame> frames = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private boolean countsCpuTime = true;
    private Runnable meanwhile = () -> {};

    @Override
    public String stage() {
      return "fake";
    }

    @Override
    public boolean countsCpuTime() {
      return countsCpuTime;
    }

    @Override
    public void send(ByteBuffer request) {
      told.add("request");
    }

    @Override
    public Optional<Frame> next() throws IOException {
      meanwhile.run();
      if (told.contains("close")) {
        throw new IOException("closed");
      }
      return Optional.ofNullable(frames.poll());
    }

    @Override
    public void kill() {
      told.add("kill");
    }

    @Override
    public void close() {
      told.add("close");
    }
  }

  private SupervisedRun run(OutputListener listener, Frame... frames) {
    supervisor.frames.addAll(List.of(frames));
    return new SupervisedRun(supervisor, Limits.DEFAULT, listener);
  }

  private SupervisedRun run(Frame... frames) {
    return run(OutputListener.NONE, frames);
  }

  @Test
  void reportBecomesTheCompletion() throws IOException {
    SupervisedRun run = run(new Frame.Started(), PRINTED, USED, ENDED);
    Completion completion = run.follow(PROGRAM);
    assertThat(completion.ending()).isEqualTo(new Ending.Exit(3));
    assertThat(completion.stdout().text()).isEqualTo("a");
    assertThat(completion.unroutable()).isEqualTo(1);
    assertThat(completion.usage().cpuTime()).contains(SECOND);
    assertThat(completion.usage().peakMemory()).as("nobody counted it").isEmpty();
    assertThat(completion.usage().peakProcesses()).contains(2);
    assertThat(run.wasStarted()).isTrue();
    assertThat(run.wasShown()).as("nobody listens").isFalse();
  }

  @Test
  void processorTimeThatSaysNothingIsNotReported() throws IOException {
    supervisor.countsCpuTime = false;
    assertThat(run(USED, ENDED).follow(PROGRAM).usage().cpuTime()).isEmpty();
  }

  @Test
  void cancelledRunIsKilledAfterItsRequestAndReportsStill() throws IOException {
    SupervisedRun run = run(USED, ENDED);
    supervisor.meanwhile = run::cancel;
    assertThat(run.follow(PROGRAM).ending()).isEqualTo(new Ending.Exit(3));
    assertThat(supervisor.told).startsWith("request", "kill").doesNotContain("close");
  }

  @Test
  void cancelledRunWhoseRequestIsNotSentLosesItsSandbox() throws IOException {
    SupervisedRun run = run();
    run.cancel();
    assertThat(run.follow(PROGRAM).killer()).contains(Killer.CANCELLED);
    assertThat(supervisor.told).startsWith("close");
  }

  @Test
  void sandboxThatNeverReportsIsGivenUp() {
    SupervisedRun run = run();
    supervisor.meanwhile = run::giveUp;
    assertThatThrownBy(() -> run.follow(PROGRAM))
        .isInstanceOf(EngineFailure.class)
        .hasMessageContaining("did not report in time");
    assertThat(run.isOverdue()).isTrue();
  }

  @Test
  void lostSandboxIsNoCompletion() {
    assertThatThrownBy(() -> run().follow(PROGRAM)).hasMessageContaining("without a report");
    supervisor.close();
    SupervisedRun silent = run();
    assertThatThrownBy(() -> silent.follow(PROGRAM)).isInstanceOf(IOException.class);
    assertThat(silent.wasHeard()).isFalse();
  }

  @Test
  void failureOfTheSandboxIsItsOwn() {
    SupervisedRun run = run(new Frame.Failed("memory", "no such file"));
    assertThatThrownBy(() -> run.follow(PROGRAM))
        .isInstanceOfSatisfying(
            EngineFailure.class, e -> assertThat(e.stage()).isEqualTo("memory"));
    assertThat(run.wasHeard()).isTrue();
  }

  @Test
  void programEndsBeforeAFailureOfTheListenerIsTold() {
    SupervisedRun run =
        run(
            (_, _) -> {
              throw new IllegalStateException("full");
            },
            PRINTED,
            USED,
            ENDED);
    assertThatThrownBy(() -> run.follow(PROGRAM)).hasMessage("full");
    assertThat(supervisor.told).containsExactly("request", "kill");
    assertThat(supervisor.frames).isEmpty();
    assertThat(run.wasShown()).isTrue();
  }
}
