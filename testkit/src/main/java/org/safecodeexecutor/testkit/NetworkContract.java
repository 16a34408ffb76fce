package org.safecodeexecutor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.safecodeexecutor.testkit.ExecutionAssert.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.engine.Capability;

/// What a program reaches: itself, and no other machine, nor the host it runs on.
public interface NetworkContract extends Contract {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "import socket; socket.socket().connect(('1.1.1.1', 80))",
        "import socket; socket.create_connection(('192.168.0.1', 22), timeout=5)",
        "import socket; socket.create_connection(('169.254.169.254', 80), timeout=5)",
        "import socket; socket.socket(socket.AF_INET6).connect(('2606:4700:4700::1111', 80))",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('8.8.8.8', 53))",
        "import socket; socket.getaddrinfo('example.com', 80)",
        "import socket; socket.gethostbyname('example.com')",
        "import urllib.request; urllib.request.urlopen('http://example.com/', timeout=5)",
        "import urllib.request; urllib.request.urlopen('http://93.184.216.34/', timeout=5)",
        "import requests; requests.get('https://example.com/', timeout=5)",
        "import http.client; http.client.HTTPConnection('1.1.1.1').request('GET', '/')",
        "import asyncio; asyncio.run(asyncio.open_connection('1.1.1.1', 80))",
        "import smtplib; smtplib.SMTP('10.0.0.1')",
      })
  default void programThatFailsForTheNetworkIsReportedSo(String statement) {
    needs(Capability.NETWORK_REPORT);
    assertThat(run(statement)).triedTheNetwork().complainedOf("Traceback");
  }

  @Test
  default void childThatTriesTheNetworkCountsForTheProgram() {
    needs(Capability.NETWORK_REPORT);
    assertThat(
            run(
                """
                import subprocess, sys
                attack = "import socket; socket.socket().connect(('1.1.1.1', 80))"
                subprocess.run([sys.executable, "-c", attack], check=True)
                """))
        .triedTheNetwork();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socket.socket().connect(('1.1.1.1', 80))",
        "socket.getaddrinfo('example.com', 80)",
      })
  default void programThatCatchesTheErrorAndGoesOnHasNotFailed(String statement) {
    assertThat(
            run(
                """
                import socket
                try:
                    %s
                except OSError:
                    print("no network")
                """
                    .formatted(statement)))
        .printed("no network\n");
  }

  @Test
  default void programThatFailsOfItselfIsNotBlamedForTheNetwork() {
    assertThat(run("import socket, urllib.request, requests\n1 / 0")).exited(1);
    assertThat(run("import socket\nsocket.socket().connect(('127.0.0.1', 9))")).exited(1);
  }

  @Test
  default void networkIsRefusedAtOnceAndNotByWaiting() {
    var execution = run("import socket; socket.create_connection(('1.1.1.1', 80))");
    assertThat(execution.usage().wallTime()).isLessThan(TestHost.patience(2));
  }

  @Test
  default void loopbackWorksInside() {
    assertThat(runProgram("network/talk_to_itself")).printed("hello 127.0.0.1\nhello ::1\n");
  }

  @Test
  default void socketPairsAndUnixSocketsWorkInside() {
    assertThat(runProgram("network/talk_by_unix_sockets")).printed("pair\nabstract\npath\n");
  }

  @Test
  default void loopbackOfTheHostIsNotReached() throws IOException {
    String attack = "import socket, sys\nsocket.create_connection(('127.0.0.1', int(sys.argv[1])))";
    try (ServerSocket host = HostListener.open(InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(host.getLocalPort());
      assertThat(HostPython.run(attack, port)).as("control").isEmpty();
      assertThat(run(Submission.python(attack).withArguments(List.of(port))))
          .exited(1)
          .complainedOf("ConnectionRefusedError");
    }
  }

  @Test
  default void addressOfTheHostIsNotReached() throws IOException {
    String attack = "import socket, sys\nsocket.create_connection((sys.argv[1], int(sys.argv[2])))";
    for (String address : HostState.addresses()) {
      try (ServerSocket host = HostListener.open(InetAddress.getByName(address))) {
        String port = String.valueOf(host.getLocalPort());
        assertThat(HostPython.run(attack, address, port)).as("control").isEmpty();
        var execution = run(Submission.python(attack).withArguments(List.of(address, port)));
        if (engine().promises(Capability.NETWORK_REPORT)) {
          assertThat(execution).triedTheNetwork();
        } else {
          assertThat(execution).exited(1).complainedOf("OSError");
        }
      }
    }
  }

  @Test
  default void unixSocketsOfTheHostAreNotReached(@TempDir Path directory) {
    String name = "contract-" + UUID.randomUUID();
    String path = directory.resolve("socket").toString();
    String attack = Programs.text("network/connect_unix");
    try (HostPython host = HostPython.start(Programs.text("network/listen_unix"), name, path)) {
      assertThat(host.awaitLine()).isEqualTo("listening");
      assertThat(Attempts.read(HostPython.run(attack, name, path), 2).allowed())
          .as("control")
          .containsExactly("abstract", "path");
      Submission inside =
          Submission.python(Programs.files(attack), "script.py").withArguments(List.of(name, path));
      assertThat(Attempts.read(run(inside).stdout().text(), 2).allowed()).isEmpty();
    }
  }

  @Test
  default void onlyHarmlessSocketFamiliesExist() {
    var execution = runProgram("network/socket_families");
    assertThat(execution).succeeded();
    assertThat(execution.stdout().text().lines())
        .isSubsetOf(
            "1 SOCK_STREAM",
            "1 SOCK_DGRAM",
            "1 SOCK_SEQPACKET",
            "1 SOCK_RAW",
            "2 SOCK_STREAM",
            "2 SOCK_DGRAM",
            "10 SOCK_STREAM",
            "10 SOCK_DGRAM")
        .contains("1 SOCK_STREAM", "2 SOCK_STREAM", "2 SOCK_DGRAM");
  }

  @TestFactory
  default Stream<DynamicTest> rawSocketIsRefused() {
    return refusals("network/raw_sockets", 5);
  }

  @Test
  default void thereIsNoInterfaceButLoopback() {
    var execution =
        run(
            "print(open('/proc/self/net/dev').read().count(':'), open('/proc/self/net/route').read().count('\\n'))");
    assertThat(execution).printed("1 1\n");
  }
}
