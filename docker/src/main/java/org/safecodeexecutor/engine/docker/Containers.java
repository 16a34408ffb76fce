package org.safecodeexecutor.engine.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.engine.warm.SupervisedRun;
import org.safecodeexecutor.image.RuntimeImage;
import org.safecodeexecutor.isolation.Confinement;

/// Makes containers, changes their limits, removes them. Safe for any thread.
final class Containers {
  private static final int ATTEMPTS = 1000;

  private static final Duration LONGEST_REMOVAL = Duration.ofSeconds(10);

  private final Daemon daemon;
  private final Identity.Range identities;
  private final DockerRuntime runtime;
  private final Leftovers leftovers;
  private final SocketLimit sockets;

  /// Until a container could not be started for it.
  private volatile boolean ipv6 = true;

  Containers(
      Daemon daemon,
      Identity.Range identities,
      DockerRuntime runtime,
      Leftovers leftovers,
      SocketLimit sockets) {
    this.daemon = daemon;
    this.identities = identities;
    this.runtime = runtime;
    this.leftovers = leftovers;
    this.sockets = sockets;
  }

  /// A started container whose process 1 waits.
  ///
  /// @param ahead the command line of a program that waits there, too; else empty
  AttachedContainer make(RuntimeImage image, Limits limits, List<String> ahead) {
    return daemon.call(
        "create",
        () -> {
          for (int attempt = 1; ; attempt++) {
            ContainerPlan plan = new ContainerPlan(limits, identities.next(), runtime, ipv6);
            try {
              return start(create(image, plan, ahead), plan);
            } catch (ConflictException nameInUse) {
              if (attempt == ATTEMPTS) {
                throw nameInUse;
              }
            } catch (DockerException refused) {
              if (!ipv6 || !String.valueOf(refused.getMessage()).contains("/net/ipv6/")) {
                throw refused;
              }
              ipv6 = false;
            }
          }
        });
  }

  private String create(RuntimeImage image, ContainerPlan plan, List<String> ahead) {
    Identity identity = plan.identity();
    try (CreateContainerCmd command = daemon.client().createContainerCmd(image.digest())) {
      return command
          .withName(identity.containerName())
          .withEntrypoint(ContainerPlan.SUPERVISOR)
          .withCmd(plan.command(ahead))
          .withUser("0:0")
          .withWorkingDir("/")
          .withHostName(Confinement.HOST_NAME)
          .withLabels(leftovers.labels())
          .withStdinOpen(true)
          .withStdInOnce(true) // so that it ends when this process does
          .withAttachStdin(true)
          .withAttachStdout(true)
          .withAttachStderr(true)
          .withHostConfig(plan.hostConfig())
          .exec()
          .getId();
    }
  }

  private AttachedContainer start(String id, ContainerPlan plan) {
    try {
      AttachedContainer container = AttachedContainer.attach(daemon, id, plan);
      daemon.client().startContainerCmd(id).exec();
      awaitReady(container);
      return container;
    } catch (RuntimeException e) {
      remove(id);
      throw e;
    }
  }

  private void awaitReady(AttachedContainer container) {
    try {
      container.awaitReady();
      sockets.keep(container.id());
    } catch (IOException e) {
      container.close();
      throw new UncheckedIOException(e);
    } catch (EngineFailure e) {
      container.close();
      throw e;
    }
  }

  /// Gives a container that waits the limits of a request, as far as they are kept by its control
  /// group.
  void update(AttachedContainer container, Limits limits) {
    ContainerPlan plan = new ContainerPlan(limits, container.plan().identity(), runtime, ipv6);
    var _ =
        daemon.call(
            "update",
            () ->
                daemon
                    .client()
                    .updateContainerCmd(container.id())
                    .withMemory(plan.memory())
                    .withMemorySwap(plan.memory())
                    .withPidsLimit(plan.processes())
                    .withCpuPeriod(ContainerPlan.CPU_PERIOD_MICROSECONDS)
                    .withCpuQuota(plan.cpuQuotaMicroseconds())
                    .exec());
  }

  /// Whether the kernel has killed a process of that container for memory: the daemon's own record,
  /// which outlives the container.
  ///
  /// @param run under gVisor, its kernel may end for memory before the program has started
  boolean ranOutOfMemory(String id, SupervisedRun run) {
    return (run.wasStarted() || runtime.isGvisor())
        && daemon.call("events", () -> OomEvents.contain(daemon, id, run.memoryRanLow()));
  }

  /// Ends a container if it runs, and returns when the daemon has removed it. Does not throw: what
  /// cannot be removed now is removed later.
  void remove(String id) {
    try {
      daemon.client().removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | NotModifiedException gone) {
      return;
    } catch (ConflictException beingRemoved) {
      awaitRemoved(id);
    } catch (RuntimeException unreachable) {
      leftovers.add(id);
    }
  }

  private void awaitRemoved(String id) {
    try {
      if (!daemon.awaitRemoved(id, LONGEST_REMOVAL)) {
        leftovers.add(id);
      }
    } catch (RuntimeException unreachable) {
      leftovers.add(id);
    }
  }
}
