package org.safecodeexecutor.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCompliance;
import org.safecodeexecutor.http.rules.Entrance;

/// What a connection says while there is no room. Each request that is refused ends where its
/// `Content-Length` says, and wherever the bytes are cut while they are on their way, no request
/// begins elsewhere: a body is never taken for a request.
///
/// In this package because the service keeps to itself how it refuses.
public final class Refusals {
  private static final int LONGEST_HEADERS = 8192;
  private static final Pattern END_OF_HEADERS = Pattern.compile("\r?\n\r?\n");

  /// Jetty passes over some characters before a method, and over more than one space.
  private static final Pattern RUN = Pattern.compile("^[^\\w/]*POST +/run[ ?]");

  private static final Pattern LENGTH =
      Pattern.compile("\ncontent-length:[ \t]*([0-9]+)", Pattern.CASE_INSENSITIVE);

  private Refusals() {}

  /// The first byte says where the others are cut.
  public static void check(byte[] input) {
    if (input.length < 2) {
      return;
    }
    byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
    List<Integer> ends = ends(ByteBuffer.wrap(bytes));
    int begin = 0;
    for (int end : ends) {
      checkEnd(new String(bytes, begin, end - begin, ISO_8859_1));
      begin = end;
    }
    int cut = (input[0] & 0xff) * bytes.length / 0xff;
    List<Integer> endsWhenCut =
        ends(ByteBuffer.wrap(bytes, 0, cut), ByteBuffer.wrap(bytes, cut, bytes.length - cut));
    if (!ends.subList(0, Math.min(ends.size(), endsWhenCut.size())).equals(endsWhenCut)) {
      throw new IllegalStateException(ends + " whole, cut " + endsWhenCut);
    }
  }

  /// Where refused requests end, up to where bytes are left to Jetty.
  private static List<Integer> ends(ByteBuffer... arrivals) {
    Refuser refuser =
        new Refuser(new Entrance(new Intake()), "1.2.3.4", LONGEST_HEADERS, HttpCompliance.RFC9110);
    List<Integer> ends = new ArrayList<>();
    for (ByteBuffer bytes : arrivals) {
      while (bytes.hasRemaining()) {
        if (!refuser.takes(bytes)) {
          return ends;
        }
        if (refuser.isWhole()) {
          ends.add(bytes.position());
          boolean last = refuser.isLast();
          var _ = refuser.answer();
          if (last) {
            return ends;
          }
        }
      }
    }
    return ends;
  }

  private static void checkEnd(String request) {
    Matcher headers = END_OF_HEADERS.matcher(request);
    Matcher run = RUN.matcher(request);
    if (!run.find() || !headers.find(run.end())) {
      throw new IllegalStateException("refused what is no run: " + request);
    }
    Matcher length = LENGTH.matcher(request.substring(0, headers.end()));
    int body = request.length() - headers.end();
    if (!length.find() || Integer.parseInt(length.group(1)) != body || length.find()) {
      throw new IllegalStateException("refused with another length: " + request);
    }
  }
}
