package org.safecodeexecutor.engine.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.isolation.PidFd;
import org.safecodeexecutor.isolation.Pipe;

/// A container that runs: its process 1, and that process's stdin and stdout. Closing it ends every
/// process in it; the runtime's record and the control group are removed with [#remove].
public final class Container implements AutoCloseable {
  private static final Duration ORDERLY_END = Duration.ofMillis(500);
  private static final Duration LONGEST_DEATH = Duration.ofSeconds(10);

  private final OutputStream input;
  private final InputStream output;
  private final PidFd first;

  private Container(OutputStream input, InputStream output, PidFd first) {
    this.input = input;
    this.output = output;
    this.first = first;
  }

  /// Makes the container that the directory's bundle describes.
  ///
  /// @param reader the id on the host of the user who may open the container's stdin anew
  public static Container start(ContainerHost host, RunDirectory directory, String id, int reader)
      throws IOException {
    try (Pipe in = new Pipe();
        Pipe out = new Pipe()) {
      in.giveTo(reader);
      OutputStream input = in.openOutput();
      InputStream output = out.openInput();
      try {
        host.runtime()
            .start(host.instance().runtimeRoot(), directory, id, in.readFile(), out.writeFile());
        return new Container(input, output, PidFd.open(pid(directory)));
      } catch (IOException | RuntimeException e) {
        input.close();
        output.close();
        throw e;
      }
    }
  }

  private static long pid(RunDirectory directory) throws IOException {
    return Long.parseLong(Files.readString(directory.pidFile()).trim());
  }

  /// Removes what the runtime and the kernel keep of a container, running or not.
  public static void remove(ContainerHost host, String id) {
    String cgroup = host.instance().cgroupOf(id);
    if (host.runtime().isGvisor()) {
      // its own delete waits until the host's process 1 has buried the dead, which may take seconds
      host.instance().endProcesses(cgroup);
      host.instance().forget(id);
    } else {
      host.runtime().delete(host.instance().runtimeRoot(), id);
    }
    host.instance().removeCgroup(cgroup);
  }

  public OutputStream input() {
    return input;
  }

  public InputStream output() {
    return output;
  }

  /// Asks process 1 to end in order; if it does not soon, ends it. Does not block.
  public void end() {
    first.signal(PidFd.SIGTERM);
    CompletableFuture.delayedExecutor(ORDERLY_END.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> first.signal(PidFd.SIGKILL));
  }

  /// Returns when no process of the container is left.
  @Override
  public void close() throws IOException {
    input.close();
    output.close();
    first.signal(PidFd.SIGKILL);
    boolean ended = first.awaitEnd(LONGEST_DEATH);
    first.close();
    if (!ended) {
      throw new EngineFailure("end", "processes of the sandbox do not die", null);
    }
  }
}
