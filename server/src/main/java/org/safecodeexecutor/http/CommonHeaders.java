package org.safecodeexecutor.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Gives every request an id, and every response the headers that all of them have.
final class CommonHeaders extends Handler.Wrapper {
  /// The request attribute that holds the id.
  static final String REQUEST_ID = CommonHeaders.class.getName() + ".id";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 8;

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    write(request, response.getHeaders());
    return super.handle(request, response, callback);
  }

  static void write(Request request, HttpFields.Mutable headers) {
    headers.put("X-Request-Id", id(request));
    headers.put("X-Content-Type-Options", "nosniff");
    // SECURITY: output of a program that a browser takes for a page — nothing but our own files is
    // loaded, nothing inline runs, and nobody frames the page
    headers.put(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Cache-Control", "no-store");
  }

  /// The id of this request: ours, never one that a caller sent.
  static String id(Request request) {
    if (request.getAttribute(REQUEST_ID) instanceof String known) {
      return known;
    }
    byte[] bytes = new byte[ID_BYTES];
    RANDOM.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    request.setAttribute(REQUEST_ID, id);
    return id;
  }
}
