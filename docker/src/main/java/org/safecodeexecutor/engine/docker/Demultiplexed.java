package org.safecodeexecutor.engine.docker;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// The stdout out of an attached stream, in which the daemon interleaves stdout and stderr: u8
/// stream, three zeros, u32 length, bytes (Engine API, "Attach to a container").
///
/// Nothing but the OCI runtime writes to the stderr of a container here: it is passed over.
final class Demultiplexed extends InputStream {
  private static final int STDOUT = 1;

  private final DataInputStream in;
  private int left;

  Demultiplexed(InputStream in) {
    this.in = new DataInputStream(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (left == 0) {
      if (!nextOfStdout()) {
        return -1;
      }
    }
    int count = in.read(into, offset, Math.min(length, left));
    left -= Math.max(count, 0);
    return count;
  }

  /// Reads one header; false at the end of the stream.
  private boolean nextOfStdout() throws IOException {
    int stream = in.read();
    if (stream < 0) {
      return false;
    }
    try {
      in.skipNBytes(3);
      int length = in.readInt();
      if (length < 0) {
        throw new IOException("piece of " + length + " bytes");
      }
      if (stream == STDOUT) {
        left = length;
      } else {
        in.skipNBytes(length);
      }
      return true;
    } catch (EOFException brokenOff) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
