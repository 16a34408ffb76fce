package org.safecodeexecutor.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/// Callers who all send programs at the same time; half of them hang up: while they send, at once,
/// or in the middle of the run, in order or by a reset. Each is a virtual thread with a socket.
final class RudeCallers {
  private static final int CALLERS = 24;
  private static final int LONGEST_PATIENCE_MILLIS = 80;
  private static final String HELLO = "print(2 + 2)";
  private static final String HELLO_ANSWER = "{\"output\":\"4\\n\"}";

  private final URI service;
  private final List<String> endless;
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger hangUps = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

  /// @param endless programs that go on until they are ended
  RudeCallers(URI service, List<String> endless) {
    this.service = service;
    this.endless = endless;
  }

  void callFor(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    List<Thread> callers =
        IntStream.range(0, CALLERS)
            .mapToObj(i -> Thread.startVirtualThread(() -> callUntil(end, new Random(i))))
            .toList();
    for (Thread caller : callers) {
      caller.join();
    }
  }

  private void callUntil(long end, Random random) {
    while (System.nanoTime() < end) {
      try (Socket socket = new Socket(service.getHost(), service.getPort())) {
        if (random.nextBoolean()) {
          await(socket);
        } else {
          hangUp(socket, random);
        }
      } catch (IOException e) {
        wrong.add(e.toString());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void await(Socket socket) throws IOException {
    socket.getOutputStream().write(request(HELLO));
    String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
    if (answer.startsWith("HTTP/1.1 200") && answer.endsWith(HELLO_ANSWER)) {
      answers.incrementAndGet();
    } else {
      wrong.add(answer);
    }
  }

  private void hangUp(Socket socket, Random random) throws IOException, InterruptedException {
    byte[] request = request(endless.get(random.nextInt(endless.size())));
    int part = random.nextInt(5) == 0 ? random.nextInt(request.length) : request.length;
    OutputStream out = socket.getOutputStream();
    out.write(request, 0, part);
    Thread.sleep(random.nextInt(LONGEST_PATIENCE_MILLIS));
    if (random.nextBoolean()) {
      socket.setSoLinger(true, 0); // closing will be a reset
    }
    hangUps.incrementAndGet();
  }

  private byte[] request(String code) {
    String body = JsonMapper.shared().writeValueAsString(Map.of("code", code));
    String head =
        """
        POST /run HTTP/1.1
        Host: %s
        Connection: close
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(service.getAuthority(), body.getBytes(UTF_8).length);
    return (head.replace("\n", "\r\n") + body).getBytes(UTF_8);
  }

  int answers() {
    return answers.get();
  }

  int hangUps() {
    return hangUps.get();
  }

  /// What was neither the right answer nor hung up on.
  List<String> wrong() {
    return List.copyOf(wrong);
  }
}
