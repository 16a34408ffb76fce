package org.safecodeexecutor.isolation;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;

/// An anonymous pipe with one end for this process and one for a child that outlives its launcher.
///
/// The streams of [Process] will not do: the JDK closes them when the launcher exits, while the
/// container goes on. An end is handed to the child by its name under `/proc/self/fd`, which
/// [ProcessBuilder] opens anew.
public final class Pipe implements AutoCloseable {
  private int readEnd;
  private int writeEnd;

  public Pipe() throws IOException {
    int[] ends = Libc.pipe();
    this.readEnd = ends[0];
    this.writeEnd = ends[1];
  }

  public File readFile() {
    return file(readEnd);
  }

  public File writeFile() {
    return file(writeEnd);
  }

  /// The stream that reads what the child writes; call once the child has its end, and then
  /// [#close] this pipe.
  public FileInputStream openInput() throws IOException {
    return new FileInputStream(readFile());
  }

  public FileOutputStream openOutput() throws IOException {
    return new FileOutputStream(writeFile());
  }

  /// Lets a user open the pipe anew by its name under `/proc/self/fd`, as programs do that read
  /// `/dev/stdin`: the kernel grants that to the pipe's owner alone.
  public void giveTo(int user) throws IOException {
    Files.setAttribute(readFile().toPath(), "unix:uid", user);
  }

  private static File file(int descriptor) {
    return new File("/proc/self/fd/" + descriptor);
  }

  /// Closes the two descriptors made here; streams opened from them, and the child's, stay open.
  @Override
  public void close() {
    readEnd = closed(readEnd);
    writeEnd = closed(writeEnd);
  }

  private static int closed(int descriptor) {
    if (descriptor >= 0) {
      try {
        Libc.close(descriptor);
      } catch (IOException e) {
        throw new IllegalStateException("a descriptor of ours was closed by somebody else", e);
      }
    }
    return -1;
  }
}
