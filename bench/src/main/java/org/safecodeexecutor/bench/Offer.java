package org.safecodeexecutor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Sends one program to a service, so many times a second, whatever becomes of it; by `ask.c`.
///
/// @param printed what the program prints
/// @param addresses how many clients there seem to be
/// @param first the last number of the first one's address
/// @param connections of all together: as many requests may be under way
/// @param perSecond 0 for as many as are answered
record Offer(
    String code, String printed, int addresses, int first, int connections, double perSecond) {
  /// Asks until the time is over, and waits for the last answers.
  Offered to(URI service, Path ask, Duration time) throws IOException, InterruptedException {
    return Offered.of(
        Tool.lines(
            List.of(
                ask.toString(),
                Long.toString(time.toMillis()),
                Integer.toString(service.getPort()),
                Integer.toString(first),
                Integer.toString(addresses),
                Integer.toString(connections),
                Double.toString(perSecond),
                json(Map.of("output", printed)),
                request(service))),
        time);
  }

  private String request(URI service) {
    String body = json(Map.of("code", code));
    String head =
        """
        POST /run HTTP/1.1
        Host: %s
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(service.getAuthority(), body.getBytes(UTF_8).length);
    return head.replace("\n", "\r\n") + body;
  }

  private static String json(Map<String, String> object) {
    return JsonMapper.shared().writeValueAsString(object);
  }
}
