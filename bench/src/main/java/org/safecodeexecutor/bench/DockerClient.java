package org.safecodeexecutor.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// How the command `docker` is called so that it finds the same daemon as we do, though `launch.c`
/// gives it none of our environment, and another home.
final class DockerClient {
  private DockerClient() {}

  /// The command with whatever comes before its subcommand.
  static List<String> command() {
    return command(name -> Objects.requireNonNullElse(System.getenv(name), ""));
  }

  /// @param settings the value of a variable; empty where it has none
  static List<String> command(UnaryOperator<String> settings) {
    String config = settings.apply("DOCKER_CONFIG");
    String directory =
        config.isEmpty() ? Path.of(settings.apply("HOME"), ".docker").toString() : config;
    List<String> command = new ArrayList<>(List.of("docker", "--config", directory));
    if (!settings.apply("DOCKER_HOST").isEmpty()) {
      command.addAll(List.of("--host", settings.apply("DOCKER_HOST")));
      command.addAll(tls(settings, directory));
    } else if (!settings.apply("DOCKER_CONTEXT").isEmpty()) {
      command.addAll(List.of("--context", settings.apply("DOCKER_CONTEXT")));
    }
    return command;
  }

  private static List<String> tls(UnaryOperator<String> settings, String directory) {
    if (settings.apply("DOCKER_TLS_VERIFY").isEmpty()) {
      return List.of();
    }
    String path = settings.apply("DOCKER_CERT_PATH");
    Path certificates = Path.of(path.isEmpty() ? directory : path);
    return List.of(
        "--tlsverify",
        "--tlscacert=" + certificates.resolve("ca.pem"),
        "--tlscert=" + certificates.resolve("cert.pem"),
        "--tlskey=" + certificates.resolve("key.pem"));
  }
}
