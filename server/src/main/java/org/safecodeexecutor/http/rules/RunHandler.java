package org.safecodeexecutor.http.rules;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.ExecutionRecord;
import org.safecodeexecutor.api.Isolation;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.archive.Project;
import org.safecodeexecutor.archive.ZipLimits;
import org.safecodeexecutor.archive.ZipProject;

/// Answers `POST /run`. Blocks the calling thread, which may be virtual, until the program has
/// ended. Safe for any thread.
public final class RunHandler {
  /// What a request may bring.
  ///
  /// @param limits of every execution
  /// @param longestCode in Unicode code points
  /// @param largestJson the largest JSON body
  /// @param largestUpload the largest body with a zip
  /// @param bodyMemory all bodies at one time together
  public record Rules(
      Limits limits,
      int longestCode,
      ZipLimits zip,
      DataSize largestJson,
      DataSize largestUpload,
      DataSize bodyMemory) {}

  private final Rules rules;
  private final Sandboxes sandboxes;
  private final ActiveRuns active;
  private final BodyMemory memory;

  public RunHandler(Rules rules, Sandboxes sandboxes, ActiveRuns active) {
    this.rules = rules;
    this.sandboxes = sandboxes;
    this.active = active;
    this.memory = new BodyMemory(rules.bodyMemory());
  }

  /// What a request comes to.
  ///
  /// @param log writes the line about it: after the answer, for which somebody waits
  public record Reply(Answer answer, Runnable log) {}

  /// Never throws: what goes wrong is an answer, too.
  public Reply handle(RunRequest request) {
    RunLog log = RunLog.begin(request);
    try {
      BodyKind kind = BodyKind.of(request.contentType());
      RunQuery query = RunQuery.parse(request.query(), kind != BodyKind.JSON);
      Execution execution = execute(request, kind, query.entry());
      Answer answer = answer(execution, query);
      return new Reply(answer, () -> log.executed(execution, answer.status()));
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      Answer answer = ErrorMapper.answer(e, request.id());
      return new Reply(answer, () -> log.refused(e, answer.status()));
    }
  }

  private Answer answer(Execution execution, RunQuery query) {
    Answer answer = OutcomeMapper.answer(execution, rules.limits());
    return query.details() ? answer.with("details", ExecutionRecord.details(execution)) : answer;
  }

  private Execution execute(RunRequest request, BodyKind kind, Optional<String> entry)
      throws IOException {
    DataSize most = kind == BodyKind.JSON ? rules.largestJson() : rules.largestUpload();
    Cancellation cancellation = new Cancellation();
    try (var _ = active.enter(cancellation);
        var body = memory.read(request.client(), request.body(), request.declaredLength(), most)) {
      Submission submission =
          switch (kind) {
            case JSON -> script(RunJson.parse(body.bytes(), rules.longestCode()));
            case ZIP -> project(body.bytes(), Content.EMPTY, entry);
            case MULTIPART -> upload(request.parts(body.bytes()), entry);
          };
      try (var _ = request.onHangUp(cancellation::cancel)) {
        return sandboxes.execute(
            submission.withCaller(request.client()), OutputListener.NONE, cancellation);
      }
    }
  }

  private Submission script(RunJson.Run run) {
    return complete(Submission.python(run.code()), Content.ofText(run.stdin()))
        .withIsolation(run.isolation());
  }

  private Submission project(byte[] zip, Content stdin, Optional<String> entry) {
    Project project = ZipProject.read(zip, rules.zip(), entry);
    return complete(Submission.python(project.files(), project.entry()), stdin);
  }

  private Submission complete(Submission submission, Content stdin) {
    return submission.withStdin(stdin).withLimits(rules.limits());
  }

  private Submission upload(List<RunRequest.Part> parts, Optional<String> entry) {
    @Nullable Content zip = null;
    @Nullable Content stdin = null;
    @Nullable Isolation isolation = null;
    for (RunRequest.Part part : parts) {
      if (part.file() && zip == null) {
        zip = part.content();
      } else if (!part.file() && part.name().equals("stdin") && stdin == null) {
        stdin = part.content();
      } else if (!part.file() && part.name().equals("isolation") && isolation == null) {
        isolation = RunJson.isolation(part.content().text());
      } else {
        throw Refusal.badRequest(
            "Unknown form field: expected one file, the zip, and, if needed, a text \"stdin\" and"
                + " \"isolation\"");
      }
    }
    if (zip == null) {
      throw Refusal.badRequest("The form has no file: expected a zip as a file in any field");
    }
    return project(zip.toByteArray(), stdin == null ? Content.EMPTY : stdin, entry)
        .withIsolation(isolation == null ? Isolation.STANDARD : isolation);
  }
}
