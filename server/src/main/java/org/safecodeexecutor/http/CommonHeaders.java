package org.safecodeexecutor.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Gives every request an id, and every response the headers that all of them have.
final class CommonHeaders extends Handler.Wrapper {
  /// The request attribute that holds the id.
  static final String REQUEST_ID = CommonHeaders.class.getName() + ".id";

  // SECURITY: output of a program that a browser takes for a page — nothing but our own files is
  // loaded, nothing inline runs, and nobody frames the page
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /// Of every response.
  static final List<HttpField> ALWAYS =
      List.of(
          new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
          new PreEncodedHttpField("Content-Security-Policy", CONTENT_SECURITY_POLICY),
          new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
          new PreEncodedHttpField("Cross-Origin-Resource-Policy", "same-origin"),
          new PreEncodedHttpField("Cache-Control", "no-store"));

  /// The response header that names the request.
  static final String ID = "X-Request-Id";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 8;

  CommonHeaders(Handler handler) {
    super(handler);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    write(request, response.getHeaders());
    return super.handle(request, response, callback);
  }

  static void write(Request request, HttpFields.Mutable headers) {
    headers.put(ID, id(request));
    ALWAYS.forEach(headers::put);
  }

  /// The id of this request: ours, never one that a caller sent.
  static String id(Request request) {
    if (request.getAttribute(REQUEST_ID) instanceof String known) {
      return known;
    }
    String id = newId();
    request.setAttribute(REQUEST_ID, id);
    return id;
  }

  static String newId() {
    byte[] bytes = new byte[ID_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
