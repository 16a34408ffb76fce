package org.safecodeexecutor.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.InvalidSubmission;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.archive.ZipLimits;

/// Where the service listens and what a request may bring. The defaults are [#DEFAULT] and nowhere
/// else.
///
/// @param host the address or name to listen on
/// @param port 0 to 65,535; 0 takes any free one
/// @param hostNames names by which callers reach the service, beside `localhost` and addresses
/// @param limits of every execution
/// @param longestCode of a JSON request, in Unicode code points
/// @param largestJson the largest JSON body, stdin included
/// @param largestUpload the largest body with a zip
/// @param bodyMemory the bodies of all requests at one time together
/// @param connections at one time; further ones wait for the operating system to be accepted
/// @param idleTimeout after which a silent connection is closed; executions are not silence
/// @param gracePeriod that running programs get to finish when the service stops
public record ServerConfig(
    String host,
    int port,
    List<String> hostNames,
    Limits limits,
    int longestCode,
    ZipLimits zip,
    DataSize largestJson,
    DataSize largestUpload,
    DataSize bodyMemory,
    int connections,
    Duration idleTimeout,
    Duration gracePeriod) {
  public static final ServerConfig DEFAULT =
      new ServerConfig(
          "127.0.0.1",
          5000,
          List.of(),
          Limits.DEFAULT,
          5000,
          ZipLimits.DEFAULT,
          DataSize.ofMebibytes(2),
          DataSize.ofMebibytes(24),
          DataSize.ofMebibytes(256),
          4096,
          Duration.ofSeconds(30),
          Duration.ofSeconds(15));

  public ServerConfig {
    hostNames = List.copyOf(hostNames);
    check("port", port, 0, 65_535);
    check("longestCode", longestCode, 1, 10_000_000);
    check("largestJson", largestJson.bytes(), 1024, 1 << 30);
    check("largestUpload", largestUpload.bytes(), 1024, 1 << 30);
    check("bodyMemory", bodyMemory.bytes(), largestUpload.bytes() + 1024, 1L << 40);
    check("connections", connections, 1, 1_000_000);
    check("idleTimeout in ms", idleTimeout.toMillis(), 100, 3_600_000);
    check("gracePeriod in ms", gracePeriod.toMillis(), 0, 3_600_000);
  }

  public ServerConfig withAddress(String newHost, int newPort) {
    return new ServerConfig(
        newHost,
        newPort,
        hostNames,
        limits,
        longestCode,
        zip,
        largestJson,
        largestUpload,
        bodyMemory,
        connections,
        idleTimeout,
        gracePeriod);
  }

  public ServerConfig withHostNames(List<String> value) {
    return new ServerConfig(
        host,
        port,
        value,
        limits,
        longestCode,
        zip,
        largestJson,
        largestUpload,
        bodyMemory,
        connections,
        idleTimeout,
        gracePeriod);
  }

  public ServerConfig withLimits(Limits value) {
    return new ServerConfig(
        host,
        port,
        hostNames,
        value,
        longestCode,
        zip,
        largestJson,
        largestUpload,
        bodyMemory,
        connections,
        idleTimeout,
        gracePeriod);
  }

  public ServerConfig withConnections(int value) {
    return new ServerConfig(
        host,
        port,
        hostNames,
        limits,
        longestCode,
        zip,
        largestJson,
        largestUpload,
        bodyMemory,
        value,
        idleTimeout,
        gracePeriod);
  }

  public ServerConfig withTimes(Duration idle, Duration grace) {
    return new ServerConfig(
        host,
        port,
        hostNames,
        limits,
        longestCode,
        zip,
        largestJson,
        largestUpload,
        bodyMemory,
        connections,
        idle,
        grace);
  }

  /// What an operator should know about these settings, a sentence each; empty when they are the
  /// careful ones.
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (!host.equals("localhost") && !host.startsWith("127.") && !host.equals("::1")) {
      warnings.add(
          "Listening on %s: everybody who reaches this address can run programs".formatted(host));
    }
    return warnings;
  }

  private static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidSubmission(
          "%s must be between %d and %d: %d".formatted(name, least, most, value));
    }
  }
}
