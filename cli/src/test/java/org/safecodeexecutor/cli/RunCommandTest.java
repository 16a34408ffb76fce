package org.safecodeexecutor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.Signal;
import org.safecodeexecutor.api.Submission;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunCommandTest {
  @TempDir Path directory;
  private final FakeProduct product = new FakeProduct();
  private final CommandRunner command = new CommandRunner(product);
  private String script = "";

  @BeforeEach
  void writeScript() throws IOException {
    script = Files.writeString(directory.resolve("hello.py"), "print(1)").toString();
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        Arguments.of(new Outcome.Exited(0), 0, ""),
        Arguments.of(new Outcome.Exited(3), 3, ""),
        Arguments.of(new Outcome.Exited(137), 137, ""),
        Arguments.of(new Outcome.Signaled(new Signal(11)), 139, "sce: killed by SIGSEGV\n"),
        Arguments.of(
            new Outcome.LimitExceeded(Limit.WALL_TIME), 124, "sce: wall-time limit exceeded\n"),
        Arguments.of(
            new Outcome.LimitExceeded(Limit.CPU_TIME), 124, "sce: cpu-time limit exceeded\n"),
        Arguments.of(
            new Outcome.LimitExceeded(Limit.MEMORY), 137, "sce: memory limit exceeded (128MiB)\n"),
        Arguments.of(new Outcome.LimitExceeded(Limit.OUTPUT), 1, "sce: output limit exceeded\n"),
        Arguments.of(
            new Outcome.PolicyViolation(Outcome.Policy.NETWORK, 1),
            1,
            "sce: network access is disabled\n"),
        Arguments.of(new Outcome.Cancelled(), 130, "sce: cancelled\n"));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void everyEndingHasItsExitCodeAndNote(Outcome outcome, int code, String note) {
    product.behaviour = (_, _, _) -> outcome;
    assertThat(command.run("run", script)).isEqualTo(code);
    assertThat(command.err()).isEqualTo(note);
    assertThat(command.out()).isEmpty();
    assertThat(product.events).containsExactly("open", "close");
  }

  @Test
  void imageIsChosenByNameAndBuiltWhenItIsMissing() {
    assertThat(command.run("run", script, "--image", "python-science")).isZero();
    assertThat(product.submissions.getFirst().runtime().name()).isEqualTo("python-science");
    assertThat(product.events)
        .containsExactly("build python-science force=false mirror=none", "open", "close");
  }

  @Test
  void nameThatNoImageCanHaveIsRefused() {
    assertThat(command.run("run", script, "--image", "../etc")).isEqualTo(ExitCode.OURS);
    assertThat(command.err()).contains("not the name of a runtime");
    assertThat(product.events).isEmpty();
  }

  @Test
  void outputIsPassedThroughByteForByte() {
    byte[] odd = {(byte) 0xff, 0, '\r', '\n'};
    product.behaviour =
        (_, listener, _) -> {
          listener.printed(OutputListener.Stream.STDOUT, Content.of(odd));
          assertThat(command.out.toByteArray()).isEqualTo(odd);
          listener.printed(OutputListener.Stream.STDERR, Content.ofText("oops"));
          return new Outcome.Exited(0);
        };
    assertThat(command.run("run", script)).isZero();
    assertThat(command.out.toByteArray()).isEqualTo(odd);
    assertThat(command.err()).isEqualTo("oops");
  }

  @Test
  void aScriptIsSubmittedUnderItsUsualName() {
    command.run("run", script);
    assertThat(submission().entry()).isEqualTo("script.py");
    assertThat(submission().files().getFirst().content().text()).isEqualTo("print(1)");
  }

  @Test
  void whatIsPipedInBecomesStdin() {
    command.withStdin("data").run("run", script);
    assertThat(submission().stdin().text()).isEqualTo("data");
  }

  @Test
  void aTerminalIsNotRead() {
    assertThat(command.atTerminal().run("run", script)).isZero();
    assertThat(submission().stdin().isEmpty()).isTrue();
  }

  @Test
  void aDashReadsTheScriptFromStdin() {
    command.withStdin("print(2)").run("run", "-");
    assertThat(submission().files().getFirst().content().text()).isEqualTo("print(2)");
    assertThat(submission().stdin().isEmpty()).isTrue();
  }

  @Test
  void stdinCanComeFromAFile() throws IOException {
    Path data = Files.writeString(directory.resolve("data"), "from a file");
    command.withStdin("print(2)").run("run", "-", "--stdin", data.toString());
    assertThat(submission().stdin().text()).isEqualTo("from a file");
  }

  @Test
  void stdinCannotBeTwoThings() {
    assertThat(command.withStdin("x").run("run", "-", "--stdin", "-")).isEqualTo(125);
    assertThat(command.err())
        .isEqualTo("sce: stdin cannot be both the script and the program's input\n");
  }

  @Test
  void limitsAndArgumentsReachTheProgram() {
    command.run(
        "run",
        script,
        "--limit",
        "memory=64MiB",
        "--limit=processes=3",
        "--",
        "-x",
        "a b",
        "--json");
    assertThat(submission().limits().memory()).isEqualTo(DataSize.ofMebibytes(64));
    assertThat(submission().limits().processes()).isEqualTo(3);
    assertThat(submission().arguments()).containsExactly("-x", "a b", "--json");
  }

  @Test
  void configuredLimitsHoldUnlessChanged() {
    command.environment.put("SCE_LIMITS_PROCESSES", "5");
    command.run("run", script, "--set", "limits.open-files=20");
    assertThat(submission().limits().processes()).isEqualTo(5);
    assertThat(submission().limits().openFiles()).isEqualTo(20);
  }

  @Test
  void aWrongLimitIsOurFailure() {
    assertThat(command.run("run", script, "--limit", "memory=64MB")).isEqualTo(125);
    assertThat(command.err()).startsWith("sce: limits.memory = 64MB (--limit): not a size");
    assertThat(product.submissions).isEmpty();
  }

  @Test
  void aMissingFileIsOurFailure() {
    assertThat(command.run("run", "/nowhere/x.py")).isEqualTo(125);
    assertThat(command.err()).isEqualTo("sce: no such file: /nowhere/x.py\n");
  }

  @Test
  void badUsageIsOurFailure() {
    assertThat(command.run("run", "--bogus", script)).isEqualTo(125);
    assertThat(command.err()).contains("--bogus").contains("Try 'sce run --help'.");
    assertThat(command.run("run")).isEqualTo(125);
  }

  @Test
  void anEngineThatRefusesIsOurFailureWithoutStackTrace() {
    product.refusal =
        Optional.of(new DependencyUnavailable("runc is missing: apt-get install runc"));
    assertThat(command.run("run", script)).isEqualTo(125);
    assertThat(command.err()).isEqualTo("sce: runc is missing: apt-get install runc\n");
  }

  @Test
  void verboseShowsTheStackTrace() {
    product.refusal = Optional.of(new IllegalStateException("bug"));
    assertThat(command.run("run", script)).isEqualTo(125);
    assertThat(command.err()).contains("unexpected failure").doesNotContain("\tat ");
    assertThat(command.run("run", "--verbose", script)).isEqualTo(125);
    assertThat(command.err()).contains("\tat ");
  }

  @Test
  void jsonIsOneObjectAndNothingElse() {
    product.stdout = Content.ofText("4\n");
    product.behaviour =
        (_, listener, _) -> {
          listener.printed(OutputListener.Stream.STDOUT, Content.ofText("4\n"));
          return new Outcome.Exited(2);
        };
    assertThat(command.run("run", script, "--json")).isEqualTo(2);
    JsonNode record = JsonMapper.builder().build().readTree(command.out());
    assertThat(command.out().lines()).hasSize(1);
    assertThat(command.err()).isEmpty();
    assertThat(record.at("/id").asString()).isEqualTo("id-1");
    assertThat(record.at("/outcome").asString()).isEqualTo("exited");
    assertThat(record.at("/exit_code").asInt()).isEqualTo(2);
    assertThat(record.at("/stdout").asString()).isEqualTo("4\n");
    assertThat(record.at("/stdout_truncated").asBoolean()).isFalse();
    assertThat(record.at("/usage/cpu_time_millis").asDouble()).isEqualTo(7.0);
    assertThat(record.at("/enforcement/limits/memory").asString()).isEqualTo("128MiB");
    assertThat(record.at("/enforcement/runtime").asString()).isEqualTo("runc 1.1.5");
  }

  @Test
  void jsonNamesTheLimit() {
    product.behaviour = (_, _, _) -> new Outcome.LimitExceeded(Limit.WALL_TIME);
    assertThat(command.run("run", script, "--json")).isEqualTo(124);
    assertThat(command.out()).contains("\"outcome\":\"limit_exceeded\",\"limit\":\"wall-time\"");
  }

  @Test
  void interruptingCancelsTheProgram() {
    product.behaviour =
        (_, _, cancellation) -> {
          command.onEnd.remove().run();
          return cancellation.isCancelled() ? new Outcome.Cancelled() : new Outcome.Exited(0);
        };
    assertThat(command.run("run", script)).isEqualTo(130);
    assertThat(product.events).containsExactly("open", "close");
  }

  @Test
  void aMissingImageIsBuiltFirst() {
    product.images.clear();
    assertThat(command.run("run", script)).isZero();
    assertThat(product.events)
        .containsExactly("build python force=false mirror=none", "open", "close");
    assertThat(command.out()).isEmpty();
    assertThat(command.err()).contains("unpacking");
  }

  @Test
  void aFolderIsReadWithoutWhatToolsLeaveInIt() throws IOException {
    Map.of("main.py", "import a.b", "a/b.py", "", ".git/config", "x", "a/__pycache__/b.pyc", "x")
        .forEach(this::write);
    assertThat(command.run("run", directory.resolve("project").toString())).isZero();
    assertThat(submission().entry()).isEqualTo("main.py");
    assertThat(submission().files())
        .extracting(file -> file.path())
        .containsExactlyInAnyOrder("main.py", "a/b.py");
  }

  @Test
  void theEntryOfAFolderCanBeNamed() {
    Map.of("main.py", "", "tools/x.py", "").forEach(this::write);
    String folder = directory.resolve("project").toString();
    command.run("run", folder, "--entry", "tools/x.py");
    assertThat(submission().entry()).isEqualTo("tools/x.py");
    assertThat(command.run("run", folder, "--entry", "y.py")).isEqualTo(125);
    assertThat(command.err()).contains("the entry is not a file of").contains("y.py");
  }

  @Test
  void aFolderWithoutEntryIsRefused() {
    Map.of("a.py", "", "b.py", "").forEach(this::write);
    assertThat(command.run("run", directory.resolve("project").toString())).isEqualTo(125);
    assertThat(command.err()).contains("name the entry with --entry");
  }

  @Test
  void aLinkInAFolderIsRefused() throws IOException {
    write("main.py", "");
    Files.createSymbolicLink(directory.resolve("project/data"), Path.of("/etc/passwd"));
    assertThat(command.run("run", directory.resolve("project").toString())).isEqualTo(125);
    assertThat(command.err()).contains("only plain files can be run").contains("project/data");
  }

  @Test
  void aFolderWithTooManyFilesIsRefused() {
    for (int i = 0; i <= 500; i++) {
      write("f" + i, "");
    }
    assertThat(command.run("run", directory.resolve("project").toString())).isEqualTo(125);
    assertThat(command.err()).contains("more than 500 files");
  }

  @Test
  void aZipIsKnownByItsFirstBytes() throws IOException {
    Path zip = directory.resolve("no-suffix");
    try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new java.util.zip.ZipEntry("top/main.py"));
      out.write("print(3)".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      out.closeEntry();
    }
    assertThat(command.run("run", zip.toString())).isZero();
    assertThat(submission().entry()).isEqualTo("main.py");
  }

  private void write(String path, String text) {
    try {
      Path file = directory.resolve("project").resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Submission submission() {
    return product.submissions.getLast();
  }
}
