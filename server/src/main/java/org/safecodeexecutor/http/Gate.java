package org.safecodeexecutor.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.safecodeexecutor.http.rules.EarlyRefusal;

/// Where [EarlyRefusal] stands: before everything that reads a request's body.
///
/// SECURITY: a flood of requests for which there is no room keeps the processors from programs —
/// when many requests are being handled, one thread reads the heads of all others and refuses what
/// has no room; only what passes gets a thread.
final class Gate extends Handler.Wrapper {
  /// Of a larger one, not all may have come; it would have to be read before the connection can be
  /// used again.
  private static final long LONGEST_BODY = 8 << 10;

  private static final List<HttpField> HEADERS =
      Stream.concat(
              EarlyRefusal.NO_ROOM.headers().entrySet().stream()
                  .<HttpField>map(each -> new PreEncodedHttpField(each.getKey(), each.getValue())),
              Stream.of(new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json")))
          .toList();

  private static final byte[] BODY =
      Json.text(EarlyRefusal.NO_ROOM.body()).getBytes(StandardCharsets.UTF_8);

  private final EarlyRefusal refusal;
  private final Executor executor;
  private final AtomicInteger handled = new AtomicInteger();

  /// @param executor runs what may block
  Gate(EarlyRefusal refusal, Executor executor) {
    this.refusal = refusal;
    this.executor = executor;
  }

  /// Whether so many requests are being handled that another one should cost no more than it must.
  boolean isCrowded() {
    return handled.get() >= RequestThreads.FOR_REQUESTS;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (isShortRun(request)
        && refusal.refuses(CommonHeaders.id(request), Request.getRemoteAddr(request))) {
      refuse(response, callback);
      return true;
    }
    if (!Invocable.isNonBlockingInvocation()) {
      return pass(request, response, callback);
    }
    executor.execute(() -> passLater(request, response, callback));
    return true;
  }

  private static boolean isShortRun(Request request) {
    return request.getMethod().equals("POST")
        && Request.getPathInContext(request).equals("/run")
        && request.getLength() >= 0
        && request.getLength() <= LONGEST_BODY;
  }

  private static void refuse(Response response, Callback callback) {
    response.setStatus(EarlyRefusal.NO_ROOM.status());
    HEADERS.forEach(response.getHeaders()::put);
    response.write(true, ByteBuffer.wrap(BODY), callback);
  }

  private boolean pass(Request request, Response response, Callback callback) throws Exception {
    handled.incrementAndGet();
    try {
      return super.handle(request, response, callback);
    } finally {
      handled.decrementAndGet();
    }
  }

  private void passLater(Request request, Response response, Callback callback) {
    try {
      if (!pass(request, response, callback)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      }
    } catch (Throwable e) {
      Response.writeError(request, response, callback, e);
    }
  }
}
