package org.safecodeexecutor.e2e;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// A few callers who send one program after the other, each with an answer that nobody else's has,
/// until they are told to stop. Every request must be answered once: with what its program printed,
/// or with an error that says what went wrong.
final class LightLoad {
  private static final int CALLERS = 3;

  private final ServiceProcess service;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger good = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final List<Thread> callers;
  private volatile boolean over;

  LightLoad(ServiceProcess service) {
    this.service = service;
    this.callers =
        IntStream.range(0, CALLERS).mapToObj(_ -> Thread.startVirtualThread(this::call)).toList();
  }

  private void call() {
    while (!over) {
      String number = "number " + next.incrementAndGet();
      try {
        judge(number, service.send(program(number)).get());
      } catch (ExecutionException | InterruptedException e) {
        wrong.add(number + ": " + e);
        return;
      }
    }
  }

  /// Takes a moment, so that faults happen meanwhile.
  private static String program(String number) {
    return "import time\ntime.sleep(0.05)\nprint('%s')".formatted(number);
  }

  private void judge(String number, HttpResponse<String> answer) {
    String body = answer.body();
    boolean clear =
        switch (answer.statusCode()) {
          case 400 -> body.contains("SIGKILL");
          case 500 -> body.contains("request_id") && !body.contains("Exception");
          case 503 -> answer.headers().firstValue("Retry-After").isPresent();
          default -> false;
        };
    if (answer.statusCode() == 200 && body.equals("{\"output\":\"%s\\n\"}".formatted(number))) {
      good.incrementAndGet();
    } else if (clear) {
      failed.add(answer.statusCode() + " " + body);
    } else {
      wrong.add(number + ": " + answer.statusCode() + " " + body);
    }
  }

  /// Answered with what the program printed.
  int good() {
    return good.get();
  }

  /// Answered with a clear error.
  List<String> failed() {
    return List.copyOf(failed);
  }

  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /// Returns when every request has its answer.
  void stop() throws InterruptedException {
    over = true;
    for (Thread caller : callers) {
      caller.join();
    }
  }
}
