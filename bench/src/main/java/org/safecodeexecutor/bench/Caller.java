package org.safecodeexecutor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// One connection to a service, which sends one program again and again. Made for loads of which
/// most is refused: it costs far less than the service. For one thread.
final class Caller implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream in;
  private final byte[] request;

  private Caller(Socket socket, byte[] request) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.request = request;
  }

  /// An answer, good or not.
  ///
  /// @param nanos from the first byte sent to the last one received
  record Answer(int status, boolean saysWhenToRetry, String body, long nanos) {
    boolean good() {
      return status == 200;
    }

    /// Refused as it must be: 503, and when to come back.
    boolean refused() {
      return status == 503 && saysWhenToRetry;
    }
  }

  /// @param from the address of this machine that it comes from
  static Caller connect(URI service, String from, String code) throws IOException {
    Socket socket =
        new Socket(
            InetAddress.ofLiteral(service.getHost()),
            service.getPort(),
            InetAddress.ofLiteral(from),
            0);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new Caller(socket, request(service, code));
  }

  private static byte[] request(URI service, String code) {
    String body = JsonMapper.shared().writeValueAsString(Map.of("code", code));
    String head =
        """
        POST /run HTTP/1.1
        Host: %s
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(service.getAuthority(), body.getBytes(UTF_8).length);
    return (head.replace("\n", "\r\n") + body).getBytes(UTF_8);
  }

  Answer ask() throws IOException {
    long start = System.nanoTime();
    socket.getOutputStream().write(request);
    String status = line();
    boolean retry = false;
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String header = line.toLowerCase(Locale.ROOT);
      retry |= header.startsWith("retry-after:");
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
    }
    String body = new String(in.readNBytes(length), UTF_8);
    return new Answer(
        Integer.parseInt(status.split(" ", 3)[1]), retry, body, System.nanoTime() - start);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the service hung up");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
