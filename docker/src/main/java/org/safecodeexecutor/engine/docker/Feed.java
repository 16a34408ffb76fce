package org.safecodeexecutor.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The stdin of a container as the client library wants it: a stream that blocks until there is
/// something to send.
///
/// Any thread may write; one reads.
final class Feed extends InputStream {
  private static final Logger LOG = System.getLogger(Feed.class.getName());
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
  private byte[] piece = {};
  private int at;
  private boolean ended;
  private boolean handled;

  void write(byte[] bytes) {
    if (bytes.length > 0) {
      pieces.add(bytes);
    }
  }

  /// After what was written, the stream ends.
  @Override
  public void close() {
    pieces.add(END);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (!handled) {
      handled = true;
      // the reader is a thread of the client library, which knows no other way to say that the
      // connection broke; whoever reads frames hears of it
      Thread.currentThread()
          .setUncaughtExceptionHandler((_, e) -> LOG.log(Level.DEBUG, "a container is gone", e));
    }
    if (at == piece.length && !next()) {
      return -1;
    }
    int count = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, into, offset, count);
    at += count;
    return count;
  }

  private boolean next() throws IOException {
    if (!ended) {
      try {
        piece = pieces.take();
        at = 0;
        ended = piece.length == 0;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    return !ended;
  }
}
