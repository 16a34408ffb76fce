package org.safecodeexecutor.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client that says exactly what a test wants it to, byte by byte.
final class Wire {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PATIENCE_MILLIS = 60_000;

  private final int port;

  Wire(int port) {
    this.port = port;
  }

  /// @param headers with lower-case names
  record Reply(int status, Map<String, String> headers, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    String error() {
      return json().path("error").asString("");
    }
  }

  Reply get(String path) {
    return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  Reply postJson(String body) {
    return post("/run", "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  Reply post(String path, String type, byte[] body) {
    return postLines(path, "Host: localhost\r\nContent-Type: " + type + "\r\n", body);
  }

  /// @param headers whole lines, each with its line end
  Reply postWith(String headers, String json) {
    return postLines("/run", headers, json.getBytes(StandardCharsets.UTF_8));
  }

  private Reply postLines(String path, String headers, byte[] body) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    String head =
        "POST %s HTTP/1.1\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(path, headers, body.length);
    request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    return send(request.toByteArray());
  }

  Reply send(String request) {
    return send(request.getBytes(StandardCharsets.UTF_8));
  }

  private Reply send(byte[] request) {
    try (Socket socket = open()) {
      socket.getOutputStream().write(request);
      return reply(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /// Reads to the end of the stream.
  static Reply reply(Socket socket) throws IOException {
    byte[] all = socket.getInputStream().readAllBytes();
    String text = new String(all, StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] pair = lines[i].split(": ?", 2);
      headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1]);
    }
    return new Reply(
        Integer.parseInt(lines[0].split(" ", -1)[1]), headers, text.substring(end + 4));
  }
}
