package org.safecodeexecutor.http;

import io.javalin.http.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.http.rules.Refusal;
import org.safecodeexecutor.http.rules.RunRequest;

/// A [RunRequest] over what Javalin and Jetty have.
record JavalinRequest(Context context) implements RunRequest {
  @Override
  public String id() {
    return String.valueOf(context.req().getAttribute(CommonHeaders.REQUEST_ID));
  }

  @Override
  public String client() {
    return context.req().getRemoteAddr();
  }

  @Override
  public @Nullable String contentType() {
    return context.req().getContentType();
  }

  @Override
  public long declaredLength() {
    return context.req().getContentLengthLong();
  }

  @Override
  public @Nullable String query() {
    return context.req().getQueryString();
  }

  @Override
  public InputStream body() throws IOException {
    return new Body(context.req().getInputStream());
  }

  @Override
  public List<Part> parts(byte[] body) {
    return Multipart.parts(String.valueOf(contentType()), body);
  }

  @Override
  public Watch onHangUp(Runnable action) {
    var connection =
        ServletContextRequest.getServletContextRequest(context.req())
            .getConnectionMetaData()
            .getConnection();
    return connection.getEndPoint() instanceof WatchedEndPoint endPoint
        ? endPoint.watch(action)
        : () -> {};
  }

  /// A body that arrives too slowly, or not at all, is the caller's failure.
  private static final class Body extends FilterInputStream {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int LEAST_BYTES_PER_SECOND = 1000;

    private final long begun = System.nanoTime();
    private long count;

    Body(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int read = readOrRefuse(buffer, offset, length);
      count += Math.max(0, read);
      // SECURITY: a body that trickles in, each byte just in time, holds memory and a place for
      // hours — it must keep a pace on the whole
      Duration taken = Duration.ofNanos(System.nanoTime() - begun).minus(GRACE);
      if (read >= 0 && count < taken.toSeconds() * LEAST_BYTES_PER_SECOND) {
        throw new Refusal(408, "The body arrives too slowly");
      }
      return read;
    }

    private int readOrRefuse(byte[] buffer, int offset, int length) {
      try {
        return super.read(buffer, offset, length);
      } catch (IOException | RuntimeException e) {
        throw new Refusal(status(e), "The body could not be read to its end");
      }
    }

    private static int status(Exception failure) {
      if (failure instanceof HttpException http) {
        return http.getCode();
      }
      return failure.getCause() instanceof TimeoutException ? 408 : 400;
    }
  }
}
