package org.safecodeexecutor.engine.docker;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.DependencyUnavailable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where the daemon is, by the rules of Docker's own client: `DOCKER_HOST` if it is set, else the
/// context that `DOCKER_CONTEXT` or `docker context use` has chosen, else the platform's default.
///
/// The client library has rules of its own, by which a context that is not there is another daemon,
/// and a certificate that is not there is no encryption.
///
/// @param host empty for the platform's default
/// @param certificates a directory with `ca.pem`, `cert.pem` and `key.pem`; empty without TLS
record DockerAddress(Optional<URI> host, Optional<Path> certificates) {
  static final String DEFAULT_CONTEXT = "default";
  static final String USE_TLS =
      "encrypt it: DOCKER_TLS_VERIFY=1 with DOCKER_CERT_PATH, or a tunnel to a Unix socket (ssh -L)";

  private static final DockerAddress DEFAULT =
      new DockerAddress(Optional.empty(), Optional.empty());

  private static final List<String> NEEDED = List.of("ca.pem", "cert.pem", "key.pem");
  private static final Set<String> SCHEMES = Set.of("unix", "npipe", "tcp");

  /// That of this process: a system property goes before the environment variable of its name.
  static DockerAddress here() {
    return of(name ->
        Objects.requireNonNullElseGet(
            System.getProperty(name), () -> Objects.requireNonNullElse(System.getenv(name), "")));
  }

  /// @param settings the value of a variable; empty where it has none
  static DockerAddress of(UnaryOperator<String> settings) {
    Path directory =
        Optional.of(settings.apply("DOCKER_CONFIG"))
            .filter(name -> !name.isEmpty())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".docker"));
    if (!settings.apply("DOCKER_HOST").isEmpty()) {
      return named(settings, directory);
    }
    String context = settings.apply("DOCKER_CONTEXT");
    if (context.isEmpty()) {
      context = text(read(directory.resolve("config.json")), "currentContext");
    }
    return context.isEmpty() || context.equals(DEFAULT_CONTEXT)
        ? DEFAULT
        : context(context, directory);
  }

  private static DockerAddress named(UnaryOperator<String> settings, Path directory) {
    URI host = uri(settings.apply("DOCKER_HOST"));
    // any value, as for Docker's client; what it would not verify with DOCKER_TLS alone, we do
    boolean tls = !(settings.apply("DOCKER_TLS_VERIFY") + settings.apply("DOCKER_TLS")).isEmpty();
    if (!tls || !host.getScheme().equals("tcp")) {
      return new DockerAddress(Optional.of(host), Optional.empty());
    }
    String path = settings.apply("DOCKER_CERT_PATH");
    Path certificates = path.isEmpty() ? directory : Path.of(path);
    return new DockerAddress(Optional.of(host), Optional.of(complete(certificates)));
  }

  /// As `docker context create` writes it, in directories that are named by the digest of its name.
  private static DockerAddress context(String name, Path directory) {
    String digest = digest(name);
    JsonNode meta = read(directory.resolve("contexts/meta/" + digest + "/meta.json"));
    if (meta == null) {
      throw new DependencyUnavailable(
          "there is no Docker context \"%s\" in %s; choose one of those that `docker context ls` lists"
              .formatted(name, directory));
    }
    JsonNode endpoint = meta.path("Endpoints").path("docker");
    Optional<URI> host =
        Optional.of(text(endpoint, "Host")).filter(at -> !at.isEmpty()).map(DockerAddress::uri);
    Path certificates = directory.resolve("contexts/tls/" + digest + "/docker");
    if (!Files.isDirectory(certificates)) {
      return new DockerAddress(host, Optional.empty());
    }
    // SECURITY: somebody who poses as the daemon — whoever asks for an encrypted connection gets
    // one
    // to the daemon that the certificates name, or none
    if (endpoint.path("SkipTLSVerify").asBoolean(false)) {
      throw new DependencyUnavailable(
          "the Docker context \"%s\" does not verify its daemon (SkipTLSVerify); make one that does, with the daemon's ca.pem"
              .formatted(name));
    }
    return new DockerAddress(host, Optional.of(complete(certificates)));
  }

  /// SECURITY: programs and their output in the clear — the client library takes certificates that
  /// are not there for a wish to do without.
  private static Path complete(Path certificates) {
    NEEDED.stream()
        .filter(name -> !Files.isReadable(certificates.resolve(name)))
        .findFirst()
        .ifPresent(name -> {
          throw new DependencyUnavailable(
              "TLS to the Docker daemon takes %s, of which %s is missing in %s"
                  .formatted(String.join(", ", NEEDED), name, certificates));
        });
    return certificates;
  }

  private static URI uri(String host) {
    try {
      URI uri = URI.create(host);
      if (SCHEMES.contains(String.valueOf(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      // told below
    }
    throw new DependencyUnavailable(
        "the Docker address \"%s\" cannot be used; it must begin with unix://, tcp:// or npipe://"
            .formatted(host));
  }

  /// Null where there is no such file.
  private static @Nullable JsonNode read(Path file) {
    try {
      return Files.exists(file) ? JsonMapper.shared().readTree(Files.readString(file)) : null;
    } catch (IOException | JacksonException e) {
      throw new DependencyUnavailable("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static String text(@Nullable JsonNode object, String name) {
    return object == null ? "" : object.path(name).asString("");
  }

  private static String digest(String name) {
    try {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// For an operator.
  String text() {
    return "the connection to the Docker daemon at "
        + host.map(URI::toString).orElse("its usual place")
        + (certificates.isPresent() ? ", with TLS" : "");
  }

  /// True where programs and what they print go over a network that others may listen to, and
  /// whoever reaches the daemon is root on its machine.
  boolean isExposed() {
    return certificates.isEmpty()
        && host.filter(uri -> uri.getScheme().equals("tcp"))
            .filter(uri -> !isLoopback(String.valueOf(uri.getHost())))
            .isPresent();
  }

  private static boolean isLoopback(String name) {
    return name.equals("localhost") || name.matches("127(\\.\\d+){3}") || name.equals("[::1]");
  }
}
