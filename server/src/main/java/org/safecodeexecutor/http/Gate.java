package org.safecodeexecutor.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.safecodeexecutor.http.rules.Answer;
import org.safecodeexecutor.http.rules.EarlyRefusal;

/// Where [EarlyRefusal] stands: before everything that reads the request's body.
final class Gate extends Handler.Wrapper {
  /// Of a larger one, not all may have come; it would have to be read before the connection can be
  /// used again.
  private static final long LONGEST_BODY = 8 << 10;

  private final EarlyRefusal refusal;

  Gate(EarlyRefusal refusal) {
    this.refusal = refusal;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<Answer> answer =
        isShortRun(request)
            ? refusal.of(CommonHeaders.id(request), Request.getRemoteAddr(request))
            : Optional.empty();
    if (answer.isEmpty()) {
      return super.handle(request, response, callback);
    }
    write(answer.get(), response, callback);
    return true;
  }

  private static boolean isShortRun(Request request) {
    return request.getMethod().equals("POST")
        && Request.getPathInContext(request).equals("/run")
        && request.getLength() >= 0
        && request.getLength() <= LONGEST_BODY;
  }

  private static void write(Answer answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    byte[] body = Json.text(answer.body()).getBytes(StandardCharsets.UTF_8);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
