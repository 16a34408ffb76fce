package org.safecodeexecutor.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.EngineFailure;
import org.safecodeexecutor.api.SandboxException;

/// The Docker daemon that `DOCKER_HOST`, the chosen context or the platform's default names, and
/// how its failures are told. Safe for any thread.
final class Daemon implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Daemon.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final String FIRST = "info";
  private static final String SILENT =
      "the Docker daemon at %s does not answer (%s); is it running, and may this user reach it?";
  private static final String UNTRUSTED =
      "TLS to the Docker daemon at %s fails (%s); are its certificate and ours of the authority in ca.pem, and is that its name?";

  private final URI address;
  private final DockerAddress named;
  private final DockerClient client;

  /// Without a limit on silence: a container may wait for hours.
  private final DockerHttpClient streams;

  /// What the daemon says of itself.
  ///
  /// @param apiVersion as the daemon names it, such as 1.41
  /// @param securityOptions such as `name=userns`
  /// @param runtimes the names of its OCI runtimes, with their programs
  record Facts(
      String version,
      String apiVersion,
      int cgroupVersion,
      String cgroupDriver,
      List<String> securityOptions,
      Map<String, String> runtimes) {
    /// Whether ids inside containers are other ids outside.
    boolean mapsUsers() {
      return has("userns") || isRootless();
    }

    boolean isRootless() {
      return has("rootless");
    }

    private boolean has(String option) {
      return securityOptions.stream().anyMatch(text -> text.contains("name=" + option));
    }
  }

  private Daemon(DockerAddress named) {
    DockerClientConfig config = configuration(named);
    this.named = named;
    this.address = config.getDockerHost();
    this.streams = transport(config, Duration.ZERO);
    this.client = DockerClientImpl.getInstance(config, transport(config, PATIENCE));
  }

  static Daemon find() {
    DockerAddress named = DockerAddress.here();
    if (named.isExposed()) {
      LOG.log(Level.WARNING, "{0} is not encrypted; {1}", named.text(), DockerAddress.USE_TLS);
    }
    try {
      return new Daemon(named);
    } catch (RuntimeException e) {
      throw new DependencyUnavailable(
          "the Docker settings cannot be used (%s); look at DOCKER_HOST, DOCKER_CONTEXT and DOCKER_CERT_PATH"
              .formatted(e.getMessage()),
          e);
    }
  }

  /// With our own reading of the settings in place of the library's.
  private static DockerClientConfig configuration(DockerAddress named) {
    DefaultDockerClientConfig.Builder builder =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerContext(DockerAddress.DEFAULT_CONTEXT)
            .withDockerTlsVerify(false);
    named.host().map(URI::toString).ifPresent(builder::withDockerHost);
    named
        .certificates()
        .map(directory -> new LocalDirectorySSLConfig(directory.toString()))
        .ifPresent(builder::withCustomSslConfig);
    return builder.build();
  }

  private static DockerHttpClient transport(DockerClientConfig config, Duration silence) {
    return new ZerodepDockerHttpClient.Builder()
        .dockerHost(config.getDockerHost())
        .sslConfig(config.getSSLConfig())
        .maxConnections(Integer.MAX_VALUE)
        .connectionTimeout(PATIENCE)
        .responseTimeout(silence)
        .build();
  }

  DockerClient client() {
    return client;
  }

  DockerAddress address() {
    return named;
  }

  Facts facts() {
    return call(
        FIRST,
        () -> {
          Version version = client.versionCmd().exec();
          Info info = client.infoCmd().exec();
          return new Facts(
              Objects.requireNonNullElse(version.getVersion(), "?"),
              Objects.requireNonNullElse(version.getApiVersion(), "0"),
              "2".equals(info.getRawValues().get("CgroupVersion")) ? 2 : 1,
              String.valueOf(info.getRawValues().get("CgroupDriver")),
              Objects.requireNonNullElse(info.getSecurityOptions(), List.<String>of()),
              runtimes(info));
        });
  }

  private static Map<String, String> runtimes(Info info) {
    Map<String, String> programs = new TreeMap<>();
    if (info.getRawValues().get("Runtimes") instanceof Map<?, ?> runtimes) {
      runtimes.forEach((name, about) ->
          programs.put(
              String.valueOf(name),
              about instanceof Map<?, ?> map ? String.valueOf(map.get("path")) : ""));
    }
    return Collections.unmodifiableMap(programs);
  }

  /// An attached container's streams, which stay open until they are closed.
  Response attach(String id, InputStream input) {
    return raw("/containers/" + id + "/attach?stream=1&stdin=1&stdout=1&stderr=1", input, 101);
  }

  /// Waits while the daemon is removing a container. False if it still has it when the time is
  /// over: some daemons never end a removal that failed halfway, nor a request that waits for its
  /// end.
  boolean awaitRemoved(String id, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    while (System.nanoTime() < end) {
      try {
        var _ = client.inspectContainerCmd(id).exec();
        Thread.sleep(BETWEEN_LOOKS);
      } catch (NotFoundException removed) {
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  /// Makes an image of a root file system in a tar archive. (The client library's own command for
  /// this sends nothing.)
  void importImage(String name, InputStream archive) {
    var _ =
        call(
            "import",
            () -> {
              Request.Builder request = post("/images/create?fromSrc=-&repo=" + name);
              request.body(archive);
              try (Response response = streams.execute(request.build())) {
                String answer =
                    new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
                if (response.getStatusCode() != 200 || answer.contains("errorDetail")) {
                  throw new DockerException(answer, response.getStatusCode());
                }
                return answer;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private Response raw(String path, InputStream input, int expected) {
    return call(
        "attach",
        () -> {
          Request request =
              post(path)
                  .putHeader("Upgrade", "tcp")
                  .putHeader("Connection", "Upgrade")
                  .hijackedInput(input)
                  .build();
          Response response = streams.execute(request);
          int status = response.getStatusCode();
          if (status != expected && status != 200) {
            close(response);
            throw status == 404
                ? new NotFoundException("no such container")
                : new DockerException("the daemon does not attach", status);
          }
          return response;
        });
  }

  private static Request.Builder post(String path) {
    Request.Builder builder = Request.builder().method(Request.Method.POST);
    builder.path(path);
    return builder;
  }

  /// Does something with the daemon, and tells what goes wrong as the failure that it is.
  ///
  /// @param stage what is being done, for messages
  <T> T call(String stage, Supplier<T> action) {
    try {
      return action.get();
    } catch (SandboxException known) {
      throw known;
    } catch (DockerException refused) {
      throw refused(stage, refused);
    } catch (RuntimeException unreachable) {
      throw new DependencyUnavailable(
          (isOfTls(stage, unreachable) ? UNTRUSTED : SILENT)
              .formatted(address, rootOf(unreachable)),
          unreachable);
    }
  }

  /// A daemon that does not like our certificate just hangs up, as the first request is sent.
  private boolean isOfTls(String stage, Throwable failure) {
    boolean hungUp =
        stage.equals(FIRST)
            && named.certificates().isPresent()
            && !has(failure, ConnectException.class);
    return hungUp
        || has(failure, SSLException.class)
        || has(failure, GeneralSecurityException.class);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> cause) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(cause::isInstance);
  }

  private static SandboxException refused(String stage, DockerException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("no space left on device")) {
      return new DependencyUnavailable(
          "the disk of the Docker daemon is full; try: docker system prune", e);
    }
    if (message.contains("HTTP request to an HTTPS server")) {
      return new DependencyUnavailable(
          "the Docker daemon wants TLS; set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH", e);
    }
    if (message.contains("No such image")) {
      return new DependencyUnavailable(
          "the Docker image is gone; build it with: sce image build --engine docker", e);
    }
    return new EngineFailure(stage, "the Docker daemon refuses: " + message.strip(), e);
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
  }

  static void close(Closeable stream) {
    try {
      stream.close();
    } catch (IOException | RuntimeException alreadyBroken) {
      // then there is nothing to close
    }
  }

  @Override
  public void close() {
    close(client);
    close(streams);
  }
}
