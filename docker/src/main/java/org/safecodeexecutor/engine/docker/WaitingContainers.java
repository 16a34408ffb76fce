package org.safecodeexecutor.engine.docker;

import java.util.List;
import java.util.Optional;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.engine.warm.WarmPools;
import org.safecodeexecutor.image.RuntimeImage;

/// The containers that wait for programs, with the default limits. Safe for any thread.
final class WaitingContainers implements AutoCloseable {
  private static final ContainerPlan DEFAULTS =
      new ContainerPlan(Limits.DEFAULT, new Identity(1, 1), DockerRuntime.DEFAULT, true);

  private final WarmPools<AttachedContainer> pools;

  /// @param least containers to keep ready for each image
  /// @param most containers to keep ready under load
  WaitingContainers(Containers containers, int least, int most) {
    this.pools =
        new WarmPools<>(
            least, most, image -> containers.make(image, Limits.DEFAULT, likely(image)));
  }

  /// What most programs are: one script, no arguments.
  private static List<String> likely(RuntimeImage image) {
    return image.commandFor(Submission.SCRIPT, List.of());
  }

  /// One that can serve these limits, made ahead; empty when there is none.
  Optional<AttachedContainer> take(SandboxSpec spec) {
    return DEFAULTS.canServe(spec.limits()) ? pools.poll(spec.image()) : Optional.empty();
  }

  /// One of them was found dead: the daemon was restarted, and so are the others.
  void distrust(RuntimeImage image) {
    pools.discard(image);
  }

  /// Has others made for those that were taken.
  void refill(RuntimeImage image) {
    pools.fill(image);
  }

  @Override
  public void close() {
    pools.close();
  }
}
