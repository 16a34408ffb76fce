package org.safecodeexecutor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.safecodeexecutor.engine.container.Instance;

/// Something that the service needs fails under it. Whoever asks is told so, and when it is there
/// again, so is the service, without a new start; at the end nothing is left.
///
/// With the system property `faults=all`, also what takes long.
class FaultsTest {
  private static final Duration RECOVERY = Duration.ofSeconds(40);

  /// Connections of cells that wait, of callers, and of the JDK's own making.
  private static final int SPARE_DESCRIPTORS = 40;

  private static final List<SandboxProcess.Kind> KINDS = List.of(SandboxProcess.Kind.values());

  private OwnDataDirectory own;
  private Traces traces;
  private Path log;

  @SuppressWarnings("NullAway.Init") // each test starts its own, and may fail before
  private ServiceProcess service;

  @BeforeEach
  void makeDataDirectory() throws IOException {
    own = OwnDataDirectory.create();
    traces = new Traces(own.path(), Instance.cgroupPrefix(own.path().resolve("run")));
    log = Files.createDirectories(Path.of("target")).resolve("faults-test.log");
  }

  @AfterEach
  void end() {
    if (service != null) {
      service.close();
    }
    own.close();
  }

  private void start(List<String> under, List<String> options) throws IOException {
    service = ServiceProcess.start("cell", own.path(), log, under, options);
  }

  @Test
  void processesThatAreKilledAtRandomCostNobodyAWrongAnswer() throws Exception {
    long seed = Long.getLong("faults.seed", System.nanoTime());
    int kills = isLong() ? 200 : 16;
    start(List.of(), List.of());
    assertServes();
    Descriptors before = Descriptors.of(service.pid());
    Map<SandboxProcess.Kind, Integer> killed = new EnumMap<>(SandboxProcess.Kind.class);
    LightLoad load = new LightLoad(service);
    Random random = new Random(seed);
    for (int i = 0; i < kills; i++) {
      Thread.sleep(100 + random.nextInt(400));
      killOne(KINDS.get(i % KINDS.size()), random, killed);
    }
    load.stop();
    assertThat(load.wrong()).as("seed %d, killed %s", seed, killed).isEmpty();
    assertThat(load.good()).isGreaterThan(kills);
    System.out.printf(
        "killed %s: %d good answers, clear errors %s%n", killed, load.good(), load.failed());
    assertServes();
    assertNoDescriptorsAreLeftSince(before);
    assertEndsWithoutTraces();
  }

  private void killOne(
      SandboxProcess.Kind kind, Random random, Map<SandboxProcess.Kind, Integer> killed) {
    List<SandboxProcess> found =
        SandboxProcess.all(traces).stream().filter(each -> each.kind() == kind).toList();
    if (!found.isEmpty()) {
      found.get(random.nextInt(found.size())).kill();
      killed.merge(kind, 1, Integer::sum);
    }
  }

  @Test
  void serviceThatIsOutOfFileDescriptorsReturnsWhenThereAreSome() throws Exception {
    start(List.of("prlimit", "--nofile=260:260"), List.of());
    assertServes();
    Descriptors before = Descriptors.of(service.pid());
    List<SocketChannel> idle = connect(400);
    for (int i = 0; i < 20; i++) {
      var answer = service.send("print(2 + 2)"); // on a connection that is open, or on none
      Thread.sleep(50);
      var _ = answer.cancel(true);
    }
    close(idle);
    for (int i = 0; i < 40; i++) { // more than the cells that were ready before
      assertServes();
    }
    assertNoDescriptorsAreLeftSince(before);
    assertEndsWithoutTraces();
  }

  @Test
  void fullDataDirectoryIsNamedAndUsedAgainWhenThereIsRoom() throws Exception {
    Path runs = Files.createDirectory(own.path().resolve("run"));
    try (Disk disk = Disk.mount(runs, "size=8m,mode=711")) {
      start(List.of(), List.of());
      assertServes();
      Descriptors before = Descriptors.of(service.pid());
      disk.fill();
      assertServes(); // cells need no room
      killContainer();
      HttpResponse<String> answer = service.send("print(2 + 2)").get();
      if (answer.statusCode() != 200) { // the new container may fit where the old one was
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
        assertThat(answer.body()).contains("is the disk full").contains("request_id");
      }
      disk.empty();
      assertServes();
      assertNoDescriptorsAreLeftSince(before);
      service.terminate();
      assertThat(service.awaitExitCode()).isZero();
      assertThat(traces.processes()).isEmpty();
      service.close();
    }
    assertThat(traces.things()).isEmpty();
  }

  @Test
  void runtimeThatFailsForAWhileIsNamedAndUsedAgain() throws Exception {
    Path broken = own.path().resolve("broken");
    Path runtime = own.path().resolve("runtime");
    Files.writeString(
        runtime, "#!/bin/sh\n[ ! -e %s ] || exit 1\nexec runc \"$@\"\n".formatted(broken));
    Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwxr-xr-x"));
    start(List.of("env", "SCE_SANDBOXES_OCI_RUNTIME=" + runtime), List.of());
    assertServes();
    Descriptors before = Descriptors.of(service.pid());
    Files.createFile(broken);
    killContainer();
    for (int i = 0; i < 10; i++) {
      HttpResponse<String> refused = service.send("print(2 + 2)").get();
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(500);
      assertThat(refused.body()).contains("start").contains("request_id");
    }
    Files.delete(broken);
    assertServes();
    assertNoDescriptorsAreLeftSince(before);
    assertEndsWithoutTraces();
  }

  @Test
  void readOnlyDataDirectoryIsNamedAtTheStart() throws Exception {
    Path runs = Files.createDirectory(own.path().resolve("run"));
    log = Files.createTempFile(log.getParent(), "faults-test-", ".log");
    try (Disk _ = Disk.mount(runs, "ro,mode=711")) {
      assertThatThrownBy(() -> start(List.of(), List.of())).hasMessageContaining("ended");
      assertThat(log).content().contains("cannot use the data directory").contains("writable");
    }
    assertThat(traces.things()).isEmpty();
  }

  @Test
  @EnabledIfSystemProperty(named = "faults", matches = "all")
  void serviceThatIsOutOfProcessesReturnsWhenThereAreSome() throws Exception {
    Path pids = Path.of("/sys/fs/cgroup/pids");
    Assumptions.assumeTrue(Files.isDirectory(pids), "needs control groups of version 1");
    start(List.of(), List.of());
    Path group = Files.createDirectory(pids.resolve("faults-test-" + service.pid()));
    try {
      Files.writeString(group.resolve("cgroup.procs"), Long.toString(service.pid()));
      assertServes();
      Descriptors before = Descriptors.of(service.pid());
      Files.writeString(
          group.resolve("pids.max"), Files.readString(group.resolve("pids.current")).strip());
      killContainer();
      HttpResponse<String> refused = service.send("print(2 + 2)").get();
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(500);
      assertThat(refused.body()).contains("request_id");
      Files.writeString(group.resolve("pids.max"), "max");
      assertServes();
      assertNoDescriptorsAreLeftSince(before);
      assertEndsWithoutTraces();
    } finally {
      service.close();
      await().atMost(RECOVERY).until(() -> group.toFile().delete());
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "faults", matches = "all")
  void serviceThatIsOutOfMemoryRefusesLargeRequestsAndServesSmallOnes() throws Exception {
    start(List.of(), List.of("-Xmx48m", "-XX:+UseSerialGC"));
    assertServes();
    Descriptors before = Descriptors.of(service.pid());
    for (int round = 0; round < 3; round++) {
      LightLoad load = new LightLoad(service);
      List<CompletableFuture<HttpResponse<String>>> large = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        large.add(upload(service.address(), new byte[20 << 20]));
      }
      for (var each : large) {
        assertThat(each.handle((answer, _) -> answer == null ? 0 : answer.statusCode()).get())
            .isIn(0, 400, 500, 503);
      }
      load.stop();
      assertThat(load.wrong()).isEmpty();
    }
    for (int i = 0; i < 40; i++) {
      assertServes();
    }
    assertNoDescriptorsAreLeftSince(before);
    assertEndsWithoutTraces();
  }

  private static CompletableFuture<HttpResponse<String>> upload(URI address, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/run"))
            .header("Content-Type", "application/zip")
            .timeout(RECOVERY)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString());
  }

  @Test
  @EnabledIfSystemProperty(named = "faults", matches = "all")
  void tenThousandIdleConnectionsDoNotKeepOthersOut() throws Exception {
    start(List.of(), List.of());
    assertServes();
    Descriptors before = Descriptors.of(service.pid());
    List<SocketChannel> idle = connect(10_000);
    try {
      long start = System.nanoTime();
      assertServes();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    } finally {
      close(idle);
    }
    assertNoDescriptorsAreLeftSince(before);
    assertEndsWithoutTraces();
  }

  /// So many that say nothing; those that do not get through at once are on their way.
  private List<SocketChannel> connect(int count) throws IOException {
    List<SocketChannel> channels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      var _ =
          channel.connect(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), service.address().getPort()));
      channels.add(channel);
    }
    return channels;
  }

  private static void close(List<SocketChannel> channels) throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }

  private void killContainer() {
    SandboxProcess.all(traces).stream()
        .filter(each -> each.kind() == SandboxProcess.Kind.CONTAINER)
        .forEach(SandboxProcess::kill);
    await().atMost(RECOVERY).untilAsserted(() -> assertThat(SandboxProcess.all(traces)).isEmpty());
  }

  private void assertServes() {
    await()
        .atMost(RECOVERY)
        .ignoreExceptions()
        .untilAsserted(() ->
            assertThat(service.send("print(2 + 2)").get().body())
                .isEqualTo("{\"output\":\"4\\n\"}"));
  }

  private void assertNoDescriptorsAreLeftSince(Descriptors before) {
    await()
        .atMost(RECOVERY)
        .untilAsserted(() -> {
          Descriptors now = Descriptors.of(service.pid());
          assertThat(now.kept()).as("%s, before %s", now, before).isEqualTo(before.kept());
          assertThat(now.all()).isLessThanOrEqualTo(before.all() + SPARE_DESCRIPTORS);
        });
  }

  private void assertEndsWithoutTraces() throws InterruptedException {
    service.terminate();
    assertThat(service.awaitExitCode()).isZero();
    assertThat(traces.processes()).isEmpty();
    assertThat(traces.things()).isEmpty();
  }

  private static boolean isLong() {
    return "all".equals(System.getProperty("faults"));
  }
}
