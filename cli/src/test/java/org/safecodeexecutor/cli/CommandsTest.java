package org.safecodeexecutor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.config.SettingsLoader;
import org.safecodeexecutor.local.Check;
import org.safecodeexecutor.local.Check.Status;
import org.safecodeexecutor.local.Remedy;
import tools.jackson.databind.json.JsonMapper;

class CommandsTest {
  private final FakeProduct product = new FakeProduct();
  private final CommandRunner command = new CommandRunner(product);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "serve --help",
        "run --help",
        "doctor --help",
        "image --help",
        "image build --help",
        "image list --help",
        "image rm --help",
        "config --help",
        "version --help"
      })
  void everyCommandExplainsItself(String line) {
    assertThat(command.run(line.split(" ", -1))).isZero();
    assertThat(command.out()).contains("Usage:").contains("--help");
    assertThat(command.out().lines()).allMatch(text -> text.length() <= 100);
    assertThat(command.err()).isEmpty();
  }

  @Test
  void withoutArgumentsTheHelpAppears() {
    assertThat(command.run()).isZero();
    assertThat(command.out()).contains("Commands:");
  }

  @Test
  void anUnknownCommandIsRefusedWithASuggestion() {
    assertThat(command.run("sevre")).isEqualTo(2);
    assertThat(command.err()).contains("sevre").contains("serve");
  }

  @Test
  void servingEndsWellWhenToldToStop() throws Exception {
    var code = CompletableFuture.supplyAsync(() -> command.run("serve", "--port", "81"));
    command.onEnd.take().run();
    assertThat(code.get(10, java.util.concurrent.TimeUnit.SECONDS)).isZero();
    assertThat(command.out()).matches("Ready at http://127.0.0.1:5000 \\(started in .* s\\)\n");
    assertThat(product.events)
        .containsExactly("open", "serve 127.0.0.1 81", "stop serving", "close");
  }

  @Test
  void aServiceWhoseEngineRefusesExplainsAndFails() {
    product.refusal = Optional.of(new DependencyUnavailable("not root: start with sudo"));
    assertThat(command.run("serve")).isEqualTo(1);
    assertThat(command.err()).isEqualTo("sce: not root: start with sudo\n");
  }

  @Test
  void aServiceThatCannotListenLeavesNoSandboxesOpen() {
    product.serviceRefusal = Optional.of(new DependencyUnavailable("cannot listen on port 5000"));
    assertThat(command.run("serve")).isEqualTo(1);
    assertThat(command.err()).isEqualTo("sce: cannot listen on port 5000\n");
    assertThat(product.events).containsExactly("open", "close");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void otherMachinesAreKeptOut(String host) {
    assertThat(command.run("serve", "--host", host)).isEqualTo(1);
    assertThat(command.err())
        .startsWith("sce: refusing to listen on " + host)
        .contains("server.allow-remote = true");
    assertThat(product.events).isEmpty();
  }

  @Test
  void otherMachinesAreLetInWithAWarning() throws Exception {
    String[] line = {"serve", "--host", "0.0.0.0", "--set", "server.allow-remote=true"};
    var code = CompletableFuture.supplyAsync(() -> command.run(line));
    command.onEnd.take().run();
    assertThat(code.get(10, java.util.concurrent.TimeUnit.SECONDS)).isZero();
    assertThat(command.err()).startsWith("sce: WARNING: Listening on 0.0.0.0");
  }

  @Test
  void doctorPrintsFixesAndFailsWhenACheckFails() {
    product.checks =
        List.of(
            new Check("runc", Status.PASS, "1.1.5", ""),
            new Check("memory limit", Status.FAIL, "not enforced", "mount -t cgroup2"));
    assertThat(command.run("doctor")).isEqualTo(1);
    assertThat(command.out())
        .isEqualTo(
            """
            PASS  runc          1.1.5
            FAIL  memory limit  not enforced
                  fix: mount -t cgroup2
            """);
  }

  private static Check missingRunsc() {
    Remedy install = new Remedy.Execute(List.of("apt-get", "install", "-y", "runsc"));
    return new Check("gvisor", Status.WARN, "not installed", install);
  }

  private static Check missingImage() {
    return new Check("image", Status.FAIL, "not built", new Remedy.BuildImage(RuntimeId.PYTHON));
  }

  @Test
  void doctorDoesWhatIsAgreedTo() {
    product.images.clear();
    product.checks =
        List.of(missingRunsc(), missingImage(), new Check("swap", Status.WARN, "on", "swapoff -a"));
    assertThat(command.atTerminal().withStdin("no\ny\n").run("doctor", "--fix")).isEqualTo(1);
    assertThat(command.err())
        .contains("sce: run `apt-get install -y runsc`? [y/N] ")
        .contains("sce: run `sce image build python`? [y/N] ");
    assertThat(product.events).containsExactly("build python force=false mirror=none");
    assertThat(command.out().lines().filter(line -> line.contains("fix: swapoff"))).hasSize(2);
  }

  @Test
  void doctorAsksNothingAfterAYesToAll() {
    product.checks = List.of(missingRunsc());
    product.exitCode = 100;
    assertThat(command.run("doctor", "--fix", "--yes")).isZero();
    assertThat(product.events).containsExactly("apt-get install -y runsc");
    assertThat(command.err()).contains("exit code 100").doesNotContain("[y/N]");
  }

  @Test
  void doctorDoesNothingWithoutAnAnswer() {
    product.checks = List.of(missingRunsc());
    assertThat(command.atTerminal().run("doctor", "--fix")).isZero();
    assertThat(command.run("doctor")).isZero();
    assertThat(product.events).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--fix", "--yes", "--fix --yes --json"})
  void doctorRefusesOptionsThatMakeNoSense(String options) {
    assertThat(command.run(("doctor " + options).split(" ", -1))).isEqualTo(2);
    assertThat(command.err()).contains("--fix");
  }

  @Test
  void doctorIsColoredOnATerminalOnly() {
    product.checks = List.of(new Check("runc", Status.WARN, "old", ""));
    assertThat(command.atTerminal().run("doctor")).isZero();
    assertThat(command.out()).contains("\033[");
  }

  @Test
  void doctorSpeaksJson() {
    product.checks = List.of(new Check("runc", Status.WARN, "old", "apt-get install runc"));
    assertThat(command.run("doctor", "--json")).isZero();
    assertThat(command.out())
        .isEqualTo(
            """
            [{"name":"runc","status":"warn","found":"old","fix":"apt-get install runc"}]
            """);
  }

  @Test
  void configShowsValuesAndOrigins() {
    command.environment.put("SCE_SERVER_PORT", "8080");
    assertThat(command.run("config", "--set", "limits.memory=64MiB")).isZero();
    assertThat(command.out().lines())
        .anyMatch(line -> line.matches("server.port +8080 +variable SCE_SERVER_PORT"))
        .anyMatch(line -> line.matches("limits.memory +64MiB +flag --set"))
        .anyMatch(line -> line.matches("limits.processes +64 +default"));
  }

  @Test
  void configSpeaksJson() {
    assertThat(command.run("config", "--json", "--engine", "oci")).isZero();
    var all = JsonMapper.builder().build().readTree(command.out());
    assertThat(all.get("sandboxes.engine").get("value").asString()).isEqualTo("oci");
    assertThat(all.get("sandboxes.engine").get("origin").asString()).isEqualTo("flag --engine");
  }

  @Test
  void configPrintsTheDocumentedDefaults() {
    assertThat(command.run("config", "--defaults")).isZero();
    assertThat(command.out()).isEqualTo(SettingsLoader.documentedDefaults());
  }

  @Test
  void aWrongSettingFailsEveryCommandWithOneSentence() {
    assertThat(command.run("config", "--set", "server.prot=1")).isEqualTo(1);
    assertThat(command.err())
        .isEqualTo("sce: there is no setting server.prot (--set); did you mean server.port?\n");
  }

  @Test
  void imagesAreBuiltListedAndRemoved() {
    assertThat(command.run("image", "build", "--force", "--mirror", "http://mirror")).isZero();
    assertThat(product.events).containsExactly("build python force=true mirror=http://mirror");
    assertThat(command.run("image", "list")).isZero();
    assertThat(command.out()).contains("python  sha256:1  /images/python");
    assertThat(command.run("image", "rm", "python")).isZero();
    assertThat(command.run("image", "rm", "python")).isEqualTo(1);
    assertThat(command.err()).contains("there is no image python");
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(command.run("version")).isZero();
    assertThat(command.run("--version")).isZero();
    assertThat(command.out().lines()).hasSize(2).allMatch(line -> line.startsWith("sce "));
  }
}
