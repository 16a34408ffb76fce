package org.safecodeexecutor.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.safecodeexecutor.http.rules.EarlyRefusal;

/// Where [EarlyRefusal] stands: before everything that reads a request's body. Counts what passes.
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
  private final AtomicInteger handled = new AtomicInteger();

  Gate(EarlyRefusal refusal) {
    this.refusal = refusal;
  }

  /// Whether as many requests are being handled as there are threads of the system for.
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
    handled.incrementAndGet();
    try {
      return super.handle(request, response, callback);
    } finally {
      handled.decrementAndGet();
    }
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
}
