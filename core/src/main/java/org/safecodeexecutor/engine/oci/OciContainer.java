package org.safecodeexecutor.engine.oci;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.engine.Program;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.engine.container.Container;
import org.safecodeexecutor.engine.container.ContainerHost;
import org.safecodeexecutor.engine.container.RunDirectory;
import org.safecodeexecutor.engine.protocol.Frame;
import org.safecodeexecutor.engine.protocol.Frames;
import org.safecodeexecutor.engine.warm.WarmPool;
import org.safecodeexecutor.isolation.Cgroup;
import org.safecodeexecutor.isolation.HostIds;

/// A container whose supervisor waits for a program, or runs it, and everything that the host has
/// of it: a user id, a directory, a control group.
final class OciContainer implements WarmPool.Waiting {
  private static final Logger LOG = System.getLogger(OciContainer.class.getName());

  private final ContainerHost host;
  private final String id;
  private final HostIds.Lease programId;
  private final RunDirectory directory;
  private final Cgroup cgroup;
  private volatile @Nullable Container container;
  private @Nullable Frames frames;

  private OciContainer(
      ContainerHost host, String id, HostIds.Lease programId, RunDirectory directory) {
    this.host = host;
    this.id = id;
    this.programId = programId;
    this.directory = directory;
    this.cgroup = host.cgroups().group(host.instance().cgroupOf(id));
  }

  /// Makes a container and starts its supervisor, which may take a moment more to be ready.
  ///
  /// @param ahead the command line of a program to start before it is asked for; else empty
  static OciContainer start(
      ContainerHost host, TrustedFiles files, SandboxSpec spec, List<String> ahead, String id) {
    OciContainer made = allocate(host, id);
    try {
      made.directory.configure(made.bundle(files, spec, ahead).build().toJson());
      made.limitSockets();
      Container container = Container.start(host, made.directory, id, made.programId.id());
      made.container = container;
      made.frames = new Frames(container.output());
      return made;
    } catch (IOException e) {
      made.close();
      throw new EngineFailure("start", "the pipes of the sandbox cannot be opened", e);
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
  }

  /// Not under gVisor, whose sockets are its own memory, and which limits no group that exists
  /// already.
  private void limitSockets() {
    if (!host.runtime().isGvisor()) {
      host.cgroups().limitSockets(host.instance().cgroupOf(id));
    }
  }

  private static OciContainer allocate(ContainerHost host, String id) {
    HostIds.Lease programId = host.ids().lease();
    try {
      RunDirectory directory = RunDirectory.create(host.instance().runDirectory(id));
      return new OciContainer(host, id, programId, directory);
    } catch (RuntimeException e) {
      programId.close();
      throw e;
    }
  }

  private RunBundle bundle(TrustedFiles files, SandboxSpec spec, List<String> ahead) {
    return new RunBundle(
        spec,
        ahead,
        host.ids().root(),
        programId.id(),
        directory.workspace(),
        files,
        host.instance().cgroupOf(id),
        host.cgroups().countsSwap());
  }

  String id() {
    return id;
  }

  Cgroup cgroup() {
    return cgroup;
  }

  /// The streams and the process, until [#stop].
  Container container() {
    return Objects.requireNonNull(container, "not running");
  }

  /// The next thing that the supervisor says; empty when it has gone.
  Optional<Frame> next() throws IOException {
    return Objects.requireNonNull(frames, "not started").next();
  }

  /// Waits until the supervisor waits for its request.
  void awaitReady() throws IOException {
    switch (next().orElseThrow(() -> new EngineFailure("supervisor", "it died", null))) {
      case Frame.Ready() -> {}
      case Frame.Failed(String stage, String reason) ->
          throw new EngineFailure(stage, reason, null);
      default ->
          throw new EngineFailure("protocol", "a supervisor must begin with its greeting", null);
    }
  }

  /// Holds the control group to a run's limits, for a container that was made with others.
  void limit(Limits limits) {
    Limits onHost = RunBundle.onHost(limits, host.runtime().isGvisor());
    // one more for the supervisor
    cgroup.limit(onHost.memory(), onHost.cpuShare(), Math.addExact(onHost.processes(), 1));
  }

  /// Has the supervisor start a program. What is written to its input from now on is the program's.
  void launch(Program program, Limits limits) throws IOException {
    directory.add(program.files());
    container().input().write(LaunchRequest.encode(program.command(), limits));
    container().input().flush();
  }

  /// Returns when no process of the container is left.
  void stop() throws IOException {
    Container running = container;
    container = null;
    if (running != null) {
      running.close();
    }
  }

  /// Ends every process of the container and removes every trace of it from the host.
  @Override
  public void close() {
    try {
      stop();
      Container.remove(host, id);
      directory.delete();
      programId
          .close(); // SECURITY: last: an id is free only when nothing that ran under it is left
    } catch (IOException | UncheckedIOException | EngineFailure e) {
      LOG.log(Level.WARNING, "could not remove all of sandbox " + id + "; the next start will", e);
    } finally {
      cgroup.close();
    }
  }
}
