package org.safecodeexecutor.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.safecodeexecutor.http.rules.Entrance;

/// Refuses the requests of one connection for programs for which there is no room.
///
/// Theory of operation. A service that is asked for ten times what it can do must not spend its
/// processors on refusing. So a request is looked at when its first bytes come, before Jetty knows
/// of it, by Jetty's own parser. A short `POST /run` as most callers send it is answered with bytes
/// that are ready, and its body is passed over. All else is left to Jetty, untouched: a request
/// that is larger, chunked, wrong or for something else, and one whose headers have not all come.
///
/// SECURITY: a body that is taken for a request, because two readers disagree on where the one ends
/// — there is one parser, with one configuration, and it begins only where the other has ended.
///
/// For one thread at a time.
final class Refuser implements HttpParser.RequestHandler {
  /// Of a larger one, Jetty may decide to close the connection.
  private static final long LONGEST_BODY = 8 << 10;

  private static final String BODY = Json.text(Entrance.NO_ROOM.body());

  private static final String HEAD =
      Stream.concat(
              Entrance.NO_ROOM.headers().entrySet().stream()
                  .map(each -> new HttpField(each.getKey(), each.getValue())),
              CommonHeaders.ALWAYS.stream())
          .map(field -> "%s: %s\r\n".formatted(field.getName(), field.getValue()))
          .collect(
              Collectors.joining(
                  "",
                  "HTTP/1.1 %d Service Unavailable\r\n".formatted(Entrance.NO_ROOM.status()),
                  "Content-Type: application/json\r\nContent-Length: %d\r\n"
                      .formatted(BODY.length())));

  private static final String LAST = "Connection: close\r\n";

  private final Entrance entrance;
  private final String client;
  private final HttpParser parser;
  private boolean isRun;
  private boolean isOdd;
  private boolean isLast;
  private boolean isWhole;

  /// @param client the address that requests come from
  /// @param longestHeaders in bytes, as Jetty's own
  /// @param compliance as Jetty's own
  Refuser(Entrance entrance, String client, int longestHeaders, HttpCompliance compliance) {
    this.entrance = entrance;
    this.client = client;
    this.parser = new HttpParser(this, longestHeaders, compliance);
    this.parser.setHeaderCacheSize(0); // as Jetty's own
  }

  /// Whether a refused request has not come to its end.
  boolean isInRequest() {
    return isRun;
  }

  /// Whether the request whose bytes these are is to be refused. Takes what belongs to it; when it
  /// is not, takes nothing. After a request that is wrong takes no other: there Jetty ends the
  /// connection.
  boolean takes(ByteBuffer bytes) {
    ByteBuffer ahead = bytes.slice();
    while (ahead.hasRemaining() && !isWhole && !isOdd) {
      parser.parseNext(ahead);
    }
    if (isOdd || !isRun) {
      reset();
      return false;
    }
    bytes.position(bytes.limit() - ahead.remaining());
    return true;
  }

  /// Whether all of a refused request was taken, so that it is to be answered.
  boolean isWhole() {
    return isWhole;
  }

  /// Whether nothing may follow the answer.
  boolean isLast() {
    return isLast;
  }

  /// The answer to the request that was taken; the next one may come.
  ByteBuffer answer() {
    String id = CommonHeaders.newId();
    entrance.log(id, client);
    String head = HEAD + (isLast ? LAST : "") + CommonHeaders.ID + ": " + id;
    reset();
    return ByteBuffer.wrap((head + "\r\n\r\n" + BODY).getBytes(ISO_8859_1));
  }

  private void reset() {
    parser.reset();
    isRun = false;
    isOdd = false;
    isLast = false;
    isWhole = false;
  }

  @Override
  public void startRequest(String method, String uri, HttpVersion version) {
    isOdd =
        !method.equals("POST")
            || !(uri.equals("/run") || uri.startsWith("/run?"))
            || version != HttpVersion.HTTP_1_1;
  }

  @Override
  public void parsedHeader(HttpField field) {
    HttpHeader header = field.getHeader();
    if (header == HttpHeader.CONNECTION) {
      isLast |= HttpHeaderValue.CLOSE.is(field.getValue());
      isOdd |= !isLast && !HttpHeaderValue.KEEP_ALIVE.is(field.getValue());
    }
    isOdd |=
        header == HttpHeader.TRANSFER_ENCODING
            || header == HttpHeader.EXPECT
            || header == HttpHeader.UPGRADE;
  }

  @Override
  public boolean headerComplete() {
    long length = parser.getContentLength();
    isOdd |= parser.isChunking() || length < 0 || length > LONGEST_BODY;
    isRun = !isOdd;
    return isOdd;
  }

  @Override
  public boolean content(ByteBuffer content) {
    return false;
  }

  @Override
  public boolean contentComplete() {
    return false;
  }

  @Override
  public boolean messageComplete() {
    isWhole = true;
    return true;
  }

  @Override
  public void badMessage(HttpException failure) {
    isOdd = true;
  }

  @Override
  public void earlyEOF() {
    isOdd = true;
  }
}
