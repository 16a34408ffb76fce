package org.safecodeexecutor.http;

import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// The answers to what Jetty refuses before we see it, such as malformed HTTP: JSON, as everything
/// else.
final class JsonErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    if (request.getAttribute(ERROR_EXCEPTION) instanceof HttpException refused) {
      status = refused.getCode();
      response.setStatus(status);
    }
    CommonHeaders.write(request, response.getHeaders());
    response.getHeaders().put("Content-Type", "application/json");
    // SECURITY: Jetty's own text quotes the request or the exception — only the status is named
    String json = Json.text(Map.of("error", HttpStatus.getMessage(status)));
    Content.Sink.write(response, true, json, callback);
    return true;
  }
}
