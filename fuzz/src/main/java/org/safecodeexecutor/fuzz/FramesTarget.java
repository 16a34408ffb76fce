package org.safecodeexecutor.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Output;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.Usage;
import org.safecodeexecutor.engine.Completion;
import org.safecodeexecutor.engine.OutcomeClassifier;
import org.safecodeexecutor.engine.Program;
import org.safecodeexecutor.engine.protocol.Frame;
import org.safecodeexecutor.engine.protocol.Frames;
import org.safecodeexecutor.engine.warm.SupervisedRun;
import org.safecodeexecutor.engine.warm.Supervisor;

/// What a process 1 could say that a program has taken over: it is a run with an outcome, or it is
/// refused; and never is more kept than the output limit, nor reported what cannot be.
final class FramesTarget {
  private static final Limits LIMITS = Limits.DEFAULT.withOutput(DataSize.ofBytes(100));
  private static final Program PROGRAM = new Program(List.of(), List.of("/true"), Content.EMPTY);

  private FramesTarget() {}

  static void check(byte[] input) {
    try (Puppet puppet = new Puppet(new Frames(new ByteArrayInputStream(input)))) {
      puppet.awaitReady();
      checkReport(new SupervisedRun(puppet, LIMITS, OutputListener.NONE).follow(PROGRAM));
    } catch (IOException | EngineFailure refused) {
      // as it should be
    }
  }

  private static void checkReport(Completion completion) {
    var _ = OutcomeClassifier.classify(completion);
    checkThat(isWithinLimit(completion.stdout()) && isWithinLimit(completion.stderr()), completion);
    checkThat(completion.oomKills() >= 0 && completion.unroutable() >= 0, completion);
    Usage usage = completion.usage();
    checkThat(!usage.wallTime().isNegative(), completion);
    checkThat(usage.cpuTime().stream().noneMatch(time -> time.isNegative()), completion);
    checkThat(usage.peakProcesses().stream().noneMatch(count -> count <= 0), completion);
  }

  private static boolean isWithinLimit(Output output) {
    return output.content().size() <= LIMITS.output().bytes();
  }

  private static void checkThat(boolean holds, Completion completion) {
    if (!holds) {
      throw new IllegalStateException("cannot be: " + completion);
    }
  }

  /// Says what the input says, whatever it is asked.
  private record Puppet(Frames frames) implements Supervisor {
    @Override
    public String stage() {
      return "puppet";
    }

    @Override
    public void send(ByteBuffer request) {}

    @Override
    public Optional<Frame> next() throws IOException {
      return frames.next();
    }

    @Override
    public void kill() {}

    @Override
    public void close() {}
  }
}
