package org.safecodeexecutor.engine.docker;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.engine.Completion;
import org.safecodeexecutor.engine.Program;
import org.safecodeexecutor.engine.Sandbox;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.engine.warm.RunThread;
import org.safecodeexecutor.engine.warm.SupervisedRun;

/// One run in one container.
final class DockerSandbox implements Sandbox {
  private final Containers containers;
  private final WaitingContainers waiting;
  private final SandboxSpec spec;
  private volatile @Nullable AttachedContainer container;

  DockerSandbox(Containers containers, WaitingContainers waiting, SandboxSpec spec) {
    this.containers = containers;
    this.waiting = waiting;
    this.spec = spec;
  }

  @Override
  public Completion run(Program program, OutputListener listener, Cancellation cancellation) {
    return RunThread.call("docker-run", own -> runHere(program, listener, own), cancellation);
  }

  /// In a container that waits, if one can serve; when that is found dead before the program
  /// started, in one made for it.
  private Completion runHere(Program program, OutputListener listener, Cancellation own) {
    Optional<AttachedContainer> ready = takeWaiting();
    if (ready.isPresent()) {
      SupervisedRun run = new SupervisedRun(ready.get(), spec.limits(), listener);
      try {
        return follow(run, ready.get(), program, own);
      } catch (IOException | EngineFailure e) {
        if (run.wasStarted()) {
          throw failure(e);
        }
        waiting.distrust(spec.image());
        containers.remove(ready.get().id());
      }
    }
    try {
      AttachedContainer made = containers.make(spec.image(), spec.limits(), List.of());
      return follow(new SupervisedRun(made, spec.limits(), listener), made, program, own);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private Optional<AttachedContainer> takeWaiting() {
    Limits limits = spec.limits();
    Optional<AttachedContainer> taken = waiting.take(spec);
    if (taken.isPresent() && !taken.get().plan().serves(limits)) {
      try {
        containers.update(taken.get(), limits);
      } catch (RuntimeException unchangeable) {
        taken.get().close();
        containers.remove(taken.get().id());
        return Optional.empty();
      }
    }
    return taken;
  }

  private Completion follow(
      SupervisedRun run, AttachedContainer taken, Program program, Cancellation own)
      throws IOException {
    container = taken;
    CompletableFuture<Void> watch = giveUpLater(run);
    try (var _ = own.onCancel(run::cancel)) {
      return run.follow(program);
    } catch (IOException | EngineFailure e) {
      // the kernel may have chosen the supervisor: the daemon has noted it
      if (containers.ranOutOfMemory(taken.id(), run)) {
        return run.outOfMemory();
      }
      throw e;
    } finally {
      watch.cancel(false);
      taken.close();
    }
  }

  private static CompletableFuture<Void> giveUpLater(SupervisedRun run) {
    return CompletableFuture.runAsync(
        run::giveUp,
        CompletableFuture.delayedExecutor(run.longest().toMillis(), TimeUnit.MILLISECONDS));
  }

  private static EngineFailure failure(Exception e) {
    return e instanceof EngineFailure known
        ? known
        : new EngineFailure("container", "the connection to it was lost", e);
  }

  @Override
  public void close() {
    AttachedContainer used = container;
    if (used != null) {
      used.close();
      containers.remove(used.id());
    }
    waiting.refill(spec.image());
  }
}
