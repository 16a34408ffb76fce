package org.safecodeexecutor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DockerClientTest {
  private static List<String> command(Map<String, String> settings) {
    return DockerClient.command(name -> settings.getOrDefault(name, ""));
  }

  @Test
  void contextInUseIsFoundInTheHomeOfWhoeverMeasures() {
    assertThat(command(Map.of("HOME", "/home/me")))
        .containsExactly("docker", "--config", "/home/me/.docker");
  }

  @Test
  void hostIsNamed() {
    assertThat(command(Map.of("HOME", "/h", "DOCKER_HOST", "unix:///s", "DOCKER_CONTEXT", "far")))
        .endsWith("--host", "unix:///s");
  }

  @Test
  void certificatesOfAHostAreNamed() {
    Map<String, String> settings =
        Map.of(
            "HOME",
            "/h",
            "DOCKER_HOST",
            "tcp://far:2376",
            "DOCKER_TLS_VERIFY",
            "1",
            "DOCKER_CERT_PATH",
            "/certificates");
    assertThat(command(settings))
        .endsWith(
            "--tlsverify",
            "--tlscacert=/certificates/ca.pem",
            "--tlscert=/certificates/cert.pem",
            "--tlskey=/certificates/key.pem");
  }

  @Test
  void contextIsNamed() {
    assertThat(command(Map.of("DOCKER_CONFIG", "/c", "DOCKER_CONTEXT", "far")))
        .containsExactly("docker", "--config", "/c", "--context", "far");
  }
}
