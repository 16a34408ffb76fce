package org.safecodeexecutor.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.safecodeexecutor.testkit.TestHost;

/// Sends bytes that no HTTP client would send. In the text of a request, `{{repeat N X}}` stands
/// for N times X, `{{length}}` for the length of its body, `\xHH` for a byte, and lines end as in
/// HTTP.
final class RawRequest {
  private static final Pattern REPEAT =
      Pattern.compile("\\{\\{repeat (\\d+) (.*?)}}", Pattern.DOTALL);
  private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final int PATIENCE_MILLIS = (int) TestHost.patience(4).toMillis();
  private static final int LONGEST_ANSWER = 1 << 20;

  private RawRequest() {}

  /// The bytes that a text stands for.
  static byte[] bytes(String text) {
    String expanded = text.strip().replace("\n", "\r\n");
    expanded = REPEAT.matcher(expanded).replaceAll(RawRequest::repeat);
    expanded = BYTE.matcher(expanded).replaceAll(RawRequest::oneByte);
    int end = expanded.indexOf(END_OF_HEAD);
    if (end < 0) {
      expanded += END_OF_HEAD;
      end = expanded.length() - END_OF_HEAD.length();
    }
    int length = expanded.length() - end - END_OF_HEAD.length();
    return expanded
        .replace("{{length}}", Integer.toString(length))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String repeat(java.util.regex.MatchResult found) {
    return Matcher.quoteReplacement(found.group(2).repeat(Integer.parseInt(found.group(1))));
  }

  private static String oneByte(java.util.regex.MatchResult found) {
    return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16)));
  }

  /// Sends them on a connection of their own and reads until the other side is silent.
  ///
  /// @param silence how long it says nothing then
  static RawAnswer send(URI address, byte[] request, List<String> secrets, Duration silence) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      write(socket.getOutputStream(), request);
      byte[] buffer = new byte[65_536];
      int count = socket.getInputStream().read(buffer);
      while (count > 0 && answer.size() < LONGEST_ANSWER) {
        answer.write(buffer, 0, count);
        socket.setSoTimeout((int) silence.toMillis());
        count = socket.getInputStream().read(buffer);
      }
    } catch (SocketTimeoutException silent) {
      // it has said all that it will say
    } catch (IOException closed) {
      // also an answer, together with what came before
    }
    String text = answer.toString(StandardCharsets.ISO_8859_1);
    return new RawAnswer(text, secrets.stream().filter(text::contains).toList());
  }

  /// A service that refuses early does not read to the end.
  private static void write(OutputStream out, byte[] request) {
    try {
      out.write(request);
      out.flush();
    } catch (IOException refused) {
      return;
    }
  }
}
