package org.safecodeexecutor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.http.HttpService;
import org.safecodeexecutor.http.ServerConfig;
import org.safecodeexecutor.testkit.TestHost;

/// What the documents say that the service answers, it does answer: each shell example that is
/// followed by `# STATUS BODY` is run.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedRequestsTest {
  private static final Pattern ANSWER = Pattern.compile("# ([1-5][0-9]{2}) (.+)");
  private static final long LONGEST_SECONDS = 60;

  private Sandboxes sandboxes;
  private HttpService service;

  /// @param body where `…` stands for any text
  private record Example(String script, String status, String body) {
    Pattern reply() {
      return Pattern.compile(
          Arrays.stream(body.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
          Pattern.DOTALL);
    }
  }

  @BeforeAll
  void start() {
    sandboxes = TestHost.open(TestHost.config());
    service = HttpService.start(ServerConfig.DEFAULT.withAddress("127.0.0.1", 0), sandboxes);
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
    if (sandboxes != null) {
      sandboxes.close();
    }
  }

  /// The documents side by side, since some programs run for their whole wall time; within one, in
  /// its order.
  @TestFactory
  Stream<DynamicTest> everyRequestIsAnsweredAsWritten(@TempDir Path directory) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String document : List.of("README.md", "docs/http.md")) {
      List<Example> examples = examples(new Document(document));
      assertThat(examples).as(document).isNotEmpty();
      Path here = Files.createDirectories(directory.resolve(document));
      CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
      for (Example example : examples) {
        String name = "%s: %s".formatted(document, example.script.strip());
        CompletableFuture<String> reply =
            before.thenApplyAsync(_ -> reply(example, here), Thread::startVirtualThread);
        tests.add(DynamicTest.dynamicTest(name, () -> check(example, reply.get())));
        before = reply.handle((_, _) -> null);
      }
    }
    return tests.stream();
  }

  private static List<Example> examples(Document document) {
    List<Example> examples = new ArrayList<>();
    for (String block : document.blocks("sh")) {
      StringBuilder script = new StringBuilder();
      for (String line : block.split("\n", -1)) {
        Matcher answer = ANSWER.matcher(line);
        if (answer.matches()) {
          examples.add(new Example(script.toString(), answer.group(1), answer.group(2)));
          script.setLength(0);
        } else {
          script.append(line).append('\n');
        }
      }
    }
    return examples;
  }

  private String reply(Example example, Path directory) {
    String script =
        example
            .script
            .replace("localhost:5000", "localhost:" + service.port())
            .replace("curl -s ", "curl -s -w '\\n%{http_code}' ");
    try {
      return shell(script, directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void check(Example example, String reply) {
    int cut = reply.lastIndexOf('\n');
    assertThat(reply.substring(cut + 1)).as(reply).isEqualTo(example.status);
    assertThat(reply.substring(0, cut)).matches(example.reply());
  }

  private static String shell(String script, Path directory)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("no_proxy", "localhost");
    Process process = builder.start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
      return output;
    } finally {
      process.destroyForcibly();
    }
  }
}
