package org.safecodeexecutor.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.DependencyUnavailable;

/// The right to change the images of one data directory: one build at a time, over all processes.
/// The kernel gives it back when its holder dies.
final class ImageLock implements AutoCloseable {
  private static final long PAUSE_MILLIS = 100;

  private final FileChannel channel;

  private ImageLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Waits until nobody else holds it.
  static ImageLock acquire(Path images, ProgressListener progress) throws IOException {
    FileChannel channel =
        FileChannel.open(
            images.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      while (tryLock(channel) == null) {
        progress.progress(0, "waiting for another build to end");
        Thread.sleep(PAUSE_MILLIS);
      }
      return new ImageLock(channel);
    } catch (InterruptedException e) {
      channel.close();
      Thread.currentThread().interrupt();
      throw new DependencyUnavailable("Waiting for another build was interrupted.", e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another thread of this process has it
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
