package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.safecodeexecutor.testkit.ExecutionAssert.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.local.Check;
import org.safecodeexecutor.local.Doctor;

/// The ways to a daemon that Docker's own client knows: a socket, TCP with TLS and without, and
/// contexts; all against a real daemon.
class DockerConnectionTest {
  private static final List<String> SETTINGS =
      List.of(
          "DOCKER_HOST",
          "DOCKER_TLS_VERIFY",
          "DOCKER_CERT_PATH",
          "DOCKER_CONTEXT",
          "DOCKER_CONFIG");

  private static int port;
  private static DockerCertificates ours;
  private static DockerDaemon daemon;

  @TempDir private static Path shared;
  @TempDir private Path configuration;
  private final Map<String, String> before = new HashMap<>();

  @BeforeAll
  static void startDaemon() throws IOException {
    port = freePort();
    ours = DockerCertificates.make(shared.resolve("ours"), "IP:127.0.0.1");
    daemon = DockerDaemon.with(ours.daemonFlags(port));
  }

  /// Below those that the kernel gives to clients, lest one of them be there first.
  private static int freePort() throws IOException {
    while (true) {
      int candidate = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), candidate));
        return candidate;
      } catch (BindException taken) {
        // the next one, then
      }
    }
  }

  @AfterAll
  static void stopDaemon() {
    if (daemon != null) {
      daemon.close();
    }
  }

  @BeforeEach
  void forgetSettings() {
    for (String name : SETTINGS) {
      String value = System.clearProperty(name);
      if (value != null) {
        before.put(name, value);
      }
    }
    System.setProperty("DOCKER_CONFIG", configuration.toString());
  }

  @AfterEach
  void restoreSettings() {
    SETTINGS.forEach(System::clearProperty);
    before.forEach(System::setProperty);
  }

  private static void useTls(String host, Path certificates) {
    System.setProperty("DOCKER_HOST", host);
    System.setProperty("DOCKER_TLS_VERIFY", "1");
    System.setProperty("DOCKER_CERT_PATH", certificates.toString());
  }

  private static String tcp() {
    return "tcp://127.0.0.1:" + port;
  }

  private static SandboxesConfig config() {
    return TestHost.config().withEngine("docker").withRuns(2, 2);
  }

  private static void programRuns() {
    try (Sandboxes sandboxes = TestHost.open(config())) {
      Submission greeting = Submission.python("print('hello,', input())");
      assertThat(sandboxes.execute(greeting.withStdin(Content.ofText("daemon\n"))))
          .printed("hello, daemon\n");
    }
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertThatOpeningFails() {
    return assertThatThrownBy(() -> Sandboxes.open(config()).close())
        .isInstanceOf(DependencyUnavailable.class);
  }

  private void context(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("--config", configuration.toString(), "context"));
    command.addAll(List.of(arguments));
    var _ = daemon.docker(command.toArray(String[]::new));
  }

  private void createContext(String name, int ofPort) {
    Path client = ours.of("client");
    context(
        "create",
        name,
        "--docker",
        "host=tcp://127.0.0.1:%d,ca=%s/ca.pem,cert=%s/cert.pem,key=%s/key.pem"
            .formatted(ofPort, client, client, client));
  }

  // ---- TLS ----

  @Test
  void programRunsAtADaemonThatIsReachedByTls() {
    useTls(tcp(), ours.of("client"));
    programRuns();
  }

  @Test
  void certificateOfAnotherAuthorityIsRefusedWithWhatToLookAt() throws IOException {
    var others = DockerCertificates.make(shared.resolve("others"), "IP:127.0.0.1");
    Files.copy(
        ours.of("client").resolve("ca.pem"),
        others.of("client").resolve("ca.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    useTls(tcp(), others.of("client"));
    assertThatOpeningFails()
        .hasMessageContaining("TLS to the Docker daemon at " + tcp() + " fails")
        .hasMessageContaining("ca.pem");
  }

  @Test
  void daemonOfAnotherAuthorityIsNotTalkedTo() throws IOException {
    var strangers = DockerCertificates.make(shared.resolve("strangers"), "IP:127.0.0.1");
    useTls(tcp(), strangers.of("client"));
    assertThatOpeningFails().hasMessageContaining("TLS to the Docker daemon");
  }

  @Test
  void daemonWhoseCertificateNamesAnotherHostIsNotTalkedTo() {
    useTls("tcp://localhost:" + port, ours.of("client"));
    assertThatOpeningFails().hasMessageContaining("is that its name");
  }

  @Test
  void daemonThatWantsTlsIsSaidToWantIt() {
    System.setProperty("DOCKER_HOST", tcp());
    assertThatOpeningFails().hasMessageContaining("set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH");
  }

  @Test
  void certificateThatIsMissingIsNamedAndNothingIsSentInTheClear() {
    useTls(tcp(), configuration);
    assertThatOpeningFails().hasMessageContaining("ca.pem is missing in " + configuration);
  }

  // ---- contexts ----

  @Test
  void contextInUseIsHonouredWithItsCertificates() {
    createContext("near", port);
    context("use", "near");
    programRuns();
  }

  @Test
  void contextOfTheEnvironmentWinsOverTheOneInUse() {
    createContext("near", port);
    createContext("nobody", 1);
    context("use", "nobody");
    System.setProperty("DOCKER_CONTEXT", "near");
    programRuns();
  }

  @Test
  void hostWinsOverTheContext() {
    createContext("nobody", 1);
    context("use", "nobody");
    System.setProperty("DOCKER_HOST", daemon.host());
    programRuns();
  }

  @Test
  void unknownContextIsNamed() {
    System.setProperty("DOCKER_CONTEXT", "nowhere");
    assertThatOpeningFails().hasMessageContaining("there is no Docker context \"nowhere\"");
  }

  // ---- in the clear ----

  @Test
  void plainConnectionToThisMachineWorksAndDoctorNamesIt() throws Exception {
    daemon.restartWith(List.of("--host=" + tcp(), "--tls=false"));
    try {
      System.setProperty("DOCKER_HOST", tcp());
      programRuns();
      assertThat(Doctor.examine(config()))
          .filteredOn(check -> check.name().equals("docker connection"))
          .singleElement()
          .matches(check -> check.status() == Check.Status.PASS)
          .matches(check -> check.found().contains(tcp()));
    } finally {
      daemon.restartWith(ours.daemonFlags(port));
    }
  }
}
