package org.safecodeexecutor.http;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.Enforcement;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.Output;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.Step;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.api.Usage;
import org.safecodeexecutor.http.rules.ActiveRuns;
import org.safecodeexecutor.http.rules.Answer;
import org.safecodeexecutor.http.rules.RunHandler;
import org.safecodeexecutor.http.rules.RunRequest;

/// The whole way of a request to a submission, with sandboxes that run nothing. Whatever a caller
/// sends is run or refused; a failure of ours (5xx) breaks the promise.
///
/// In this package because the service keeps to itself how it reads a form.
@NullMarked
public final class Intake implements Sandboxes {
  private static final RunHandler HANDLER = handler();
  private static final Content SCRIPT = Content.ofText("{\"code\":\"pass\"}");

  Intake() {}

  /// The JSON body of `POST /run`.
  public static void json(byte[] input) {
    check(new Sent("application/json", null, Content.of(input)));
  }

  /// The content type and the query of `POST /run`: one on each line.
  public static void headers(byte[] input) {
    check(new Sent(firstLine(input), afterFirstLine(input).text(), SCRIPT));
  }

  /// A form; the first line is what follows `multipart/form-data` in its content type.
  public static void form(byte[] input) {
    check(new Sent("multipart/form-data" + firstLine(input), null, afterFirstLine(input)));
  }

  private record Sent(String contentType, @Nullable String query, Content bytes)
      implements RunRequest {
    @Override
    public String id() {
      return "1";
    }

    @Override
    public String client() {
      return "192.0.2.1";
    }

    @Override
    public long declaredLength() {
      return bytes.size();
    }

    @Override
    public InputStream body() {
      return bytes.newInputStream();
    }

    @Override
    public List<Part> parts(byte[] body) {
      return Multipart.parts(contentType, body);
    }

    @Override
    public Watch onHangUp(Runnable action) {
      return () -> {};
    }
  }

  private static RunHandler handler() {
    ServerConfig config = ServerConfig.DEFAULT;
    return new RunHandler(
        new RunHandler.Rules(
            config.limits(),
            config.longestCode(),
            config.zip(),
            config.largestJson(),
            config.largestUpload(),
            config.bodyMemory()),
        new Intake(),
        new ActiveRuns());
  }

  private static String firstLine(byte[] input) {
    return new String(input, 0, endOfFirstLine(input), StandardCharsets.ISO_8859_1);
  }

  private static Content afterFirstLine(byte[] input) {
    int end = endOfFirstLine(input);
    return Content.of(Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length));
  }

  private static int endOfFirstLine(byte[] input) {
    int end = 0;
    while (end < input.length && input[end] != '\n') {
      end++;
    }
    return end;
  }

  private static void check(RunRequest request) {
    Answer answer = HANDLER.handle(request).answer();
    if (answer.status() >= 500) {
      throw new IllegalStateException("answered " + answer);
    }
  }

  @Override
  public Execution execute(
      Submission submission, OutputListener listener, Cancellation cancellation) {
    Usage nothing = new Usage(Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty());
    Step run = new Step(Step.Kind.RUN, new Outcome.Exited(0), Output.EMPTY, Output.EMPTY, nothing);
    Enforcement nobody = new Enforcement("none", "none", "none", Map.of());
    return new Execution("1", Instant.EPOCH, Instant.EPOCH, List.of(run), nobody);
  }

  @Override
  public void close() {}
}
