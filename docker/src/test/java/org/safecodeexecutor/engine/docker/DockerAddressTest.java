package org.safecodeexecutor.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.api.DependencyUnavailable;

class DockerAddressTest {
  /// SHA-256 of `far`.
  private static final String FAR =
      "512eea46ceb3921dff4363c7069d89d4964d1d9fccaa0f411851a7aa60a5c868";

  @TempDir private Path directory;
  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void useDirectory() {
    settings.put("DOCKER_CONFIG", directory.toString());
  }

  private DockerAddress address() {
    return DockerAddress.of(name -> settings.getOrDefault(name, ""));
  }

  private void writeContext(String endpoint) throws IOException {
    Path meta = Files.createDirectories(directory.resolve("contexts/meta/" + FAR));
    String text = "{\"Name\": \"far\", \"Endpoints\": {\"docker\": %s}}".formatted(endpoint);
    Files.writeString(meta.resolve("meta.json"), text);
  }

  private Path writeCertificates(Path where) throws IOException {
    Files.createDirectories(where);
    for (String name : new String[] {"ca.pem", "cert.pem", "key.pem"}) {
      Files.writeString(where.resolve(name), "");
    }
    return where;
  }

  private Path certificatesOfContext() {
    return directory.resolve("contexts/tls/" + FAR + "/docker");
  }

  @Test
  void withoutAnySettingItIsThePlatformsDefault() {
    assertThat(address()).isEqualTo(new DockerAddress(Optional.empty(), Optional.empty()));
  }

  @Test
  void contextInUseIsThatOfTheConfigurationFile() throws IOException {
    writeContext("{\"Host\": \"tcp://far:2376\"}");
    Files.writeString(directory.resolve("config.json"), "{\"currentContext\": \"far\"}");
    assertThat(address().host()).contains(URI.create("tcp://far:2376"));
  }

  @Test
  void contextBringsItsCertificates() throws IOException {
    writeContext("{\"Host\": \"tcp://far:2376\", \"SkipTLSVerify\": false}");
    writeCertificates(certificatesOfContext());
    settings.put("DOCKER_CONTEXT", "far");
    assertThat(address().certificates()).contains(certificatesOfContext());
  }

  @Test
  void hostWinsOverContexts() throws IOException {
    writeContext("{\"Host\": \"tcp://far:2376\"}");
    writeCertificates(certificatesOfContext());
    settings.put("DOCKER_CONTEXT", "far");
    settings.put("DOCKER_HOST", "tcp://near:2375");
    assertThat(address())
        .isEqualTo(new DockerAddress(Optional.of(URI.create("tcp://near:2375")), Optional.empty()));
  }

  @Test
  void contextThatIsNotThereIsNamed() {
    settings.put("DOCKER_CONTEXT", "nowhere");
    assertThatThrownBy(this::address)
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessageContaining("there is no Docker context \"nowhere\"")
        .hasMessageContaining("docker context ls");
  }

  @Test
  void contextThatVerifiesNothingIsRefused() throws IOException {
    writeContext("{\"Host\": \"tcp://far:2376\", \"SkipTLSVerify\": true}");
    writeCertificates(certificatesOfContext());
    settings.put("DOCKER_CONTEXT", "far");
    assertThatThrownBy(this::address).hasMessageContaining("does not verify its daemon");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DOCKER_TLS_VERIFY", "DOCKER_TLS"})
  void certificatesOfAHostAreWhereThePathSays(String wish) throws IOException {
    settings.put("DOCKER_HOST", "tcp://far:2376");
    settings.put(wish, "1");
    settings.put("DOCKER_CERT_PATH", writeCertificates(directory.resolve("own")).toString());
    assertThat(address().certificates()).contains(directory.resolve("own"));
    settings.remove("DOCKER_CERT_PATH");
    writeCertificates(directory);
    assertThat(address().certificates()).contains(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ca.pem", "cert.pem", "key.pem"})
  void certificateThatIsMissingIsNamed(String name) throws IOException {
    Files.delete(writeCertificates(directory).resolve(name));
    settings.put("DOCKER_HOST", "tcp://far:2376");
    settings.put("DOCKER_TLS_VERIFY", "1");
    assertThatThrownBy(this::address)
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessageContaining(name + " is missing in " + directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh://far", "far:2375", "no address at all"})
  void addressThatCannotBeUsedIsNamed(String host) {
    settings.put("DOCKER_HOST", host);
    assertThatThrownBy(this::address)
        .isInstanceOf(DependencyUnavailable.class)
        .hasMessageContaining("must begin with unix://, tcp:// or npipe://");
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://far:2375, true",
    "tcp://127.evil.example:2375, true",
    "tcp://127.0.0.1:2375, false",
    "tcp://[::1]:2375, false",
    "tcp://localhost:2375, false",
    "unix:///run/docker.sock, false"
  })
  void plainConnectionToAnotherMachineIsExposed(String host, boolean exposed) {
    settings.put("DOCKER_HOST", host);
    assertThat(address().isExposed()).isEqualTo(exposed);
  }

  @Test
  void encryptedConnectionIsNotExposed() throws IOException {
    writeCertificates(directory);
    settings.put("DOCKER_HOST", "tcp://far:2376");
    settings.put("DOCKER_TLS_VERIFY", "1");
    assertThat(address().isExposed()).isFalse();
  }
}
