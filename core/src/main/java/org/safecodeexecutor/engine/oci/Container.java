package org.safecodeexecutor.engine.oci;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.isolation.PidFd;
import org.safecodeexecutor.isolation.Pipe;

/// A started container: its process 1, the program's stdin and the frames that come out.
final class Container implements AutoCloseable {
  private static final Duration ORDERLY_END = Duration.ofMillis(500);
  private static final Duration LONGEST_DEATH = Duration.ofSeconds(10);

  private final InputStream frames;
  private final PidFd supervisor;

  private Container(InputStream frames, PidFd supervisor) {
    this.frames = frames;
    this.supervisor = supervisor;
  }

  static Container start(OciEngine engine, RunDirectory directory, String id, Content stdin)
      throws IOException {
    try (Pipe in = new Pipe();
        Pipe out = new Pipe()) {
      OutputStream input = in.openOutput();
      // a channel's stream, unlike a file's, ends when its thread is interrupted
      InputStream frames = Channels.newInputStream(out.openInput().getChannel());
      try {
        engine
            .ociRuntime()
            .start(engine.instance().runtimeRoot(), directory, id, in.readFile(), out.writeFile());
        feed(input, stdin, id);
        return new Container(frames, PidFd.open(pid(directory)));
      } catch (IOException | RuntimeException e) {
        input.close();
        frames.close();
        throw e;
      }
    }
  }

  private static long pid(RunDirectory directory) throws IOException {
    return Long.parseLong(Files.readString(directory.pidFile()).trim());
  }

  /// Writes the program's input. A program need not read it, so this must not be the thread that
  /// waits for its end.
  private static void feed(OutputStream input, Content stdin, String id) throws IOException {
    if (stdin.isEmpty()) {
      input.close();
      return;
    }
    Thread.ofVirtual()
        .name("stdin-" + id)
        .start(() -> {
          try (input) {
            input.write(stdin.toByteArray());
          } catch (IOException unread) {
            // the program ended, or closed its stdin, before it had read everything
          }
        });
  }

  InputStream frames() {
    return frames;
  }

  /// Asks process 1 to end the program and report; if it does not soon, ends it without a report.
  /// Does not block.
  void end() {
    supervisor.signal(PidFd.SIGTERM);
    CompletableFuture.delayedExecutor(ORDERLY_END.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> supervisor.signal(PidFd.SIGKILL));
  }

  /// Returns when no process of the container is left.
  @Override
  public void close() throws IOException {
    frames.close();
    supervisor.signal(PidFd.SIGKILL);
    boolean ended = supervisor.awaitEnd(LONGEST_DEATH);
    supervisor.close();
    if (!ended) {
      throw new EngineFailure("end", "processes of the sandbox do not die", null);
    }
  }
}
