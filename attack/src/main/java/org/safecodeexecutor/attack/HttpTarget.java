package org.safecodeexecutor.attack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.api.Submission;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Any service that takes `POST /run {"code": …}` and answers with `{"output": …}`: a few lines of
/// adapter in front of most. It decides about limits itself; what it says instead of an output is
/// taken as the end of the program.
final class HttpTarget implements Target {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration TO_GET_READY = Duration.ofMillis(800);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;

  HttpTarget(URI address) {
    this.address = address;
  }

  @Override
  public String name() {
    return address.toString();
  }

  @Override
  public String kind() {
    return "http";
  }

  @Override
  public Optional<URI> address() {
    return Optional.of(address);
  }

  @Override
  public Answer run(Submission submission) {
    long start = System.nanoTime();
    try {
      return answer(client.send(request(submission), BodyHandlers.ofString()), start);
    } catch (IOException e) {
      return new Answer("", "", "no answer: " + e, since(start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer("", "", "interrupted", since(start));
    }
  }

  private HttpRequest request(Submission submission) {
    String code =
        submission.files().stream()
            .filter(file -> file.path().equals(submission.entry()))
            .map(SourceFile::content)
            .findFirst()
            .orElseThrow()
            .text();
    return HttpRequest.newBuilder(address.resolve("/run"))
        .header("Content-Type", "application/json")
        .timeout(PATIENCE)
        .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(Map.of("code", code))))
        .build();
  }

  private static Answer answer(HttpResponse<String> response, long start) {
    JsonNode body = json(response.body());
    String stdout = body.path("output").asString("") + body.path("stdout").asString("");
    String end = body.path("error").asString("status " + response.statusCode());
    return new Answer(stdout, body.path("stderr").asString(""), end, since(start));
  }

  private static JsonNode json(String body) {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      return JsonMapper.shared().createObjectNode().put("output", body);
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public Background start(Submission submission) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Thread.ofVirtual().name("background-run").start(() -> answer.complete(run(submission)));
    try {
      Thread.sleep(TO_GET_READY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Running(answer);
  }

  private record Running(CompletableFuture<Answer> answer) implements Background {
    @Override
    public Answer await() {
      return answer.join();
    }

    @Override
    public void close() {
      var _ = answer.join();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
