package org.safecodeexecutor.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.safecodeexecutor.testkit.HostListener;

/// What of this host attacks go for, made for them alone: a file with a secret, sockets. In an
/// attack's text `{{secret_path}}`, `{{secret}}`, `{{unix_path}}`, `{{port}}`, `{{address}}` and
/// `{{directory}}` stand for them.
final class Baits implements AutoCloseable {
  private final Path directory;
  private final ServerSocketChannel unix;
  private final ServerSocket tcp;
  private final Map<String, String> values = new HashMap<>();

  private Baits(Path directory, ServerSocketChannel unix, ServerSocket tcp) {
    this.directory = directory;
    this.unix = unix;
    this.tcp = tcp;
  }

  static Baits lay() throws IOException {
    Path directory = Files.createTempDirectory("sce-attack-baits");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    Path path = directory.resolve("socket");
    unix.bind(UnixDomainSocketAddress.of(path));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    ServerSocket tcp = HostListener.open(InetAddress.getByName("0.0.0.0"));
    Baits baits = new Baits(directory, unix, tcp);
    baits.write();
    return baits;
  }

  private void write() throws IOException {
    String secret = "secret-" + UUID.randomUUID();
    Path file = secretFile();
    Files.writeString(file, secret + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    values.put("secret", secret);
    values.put("secret_path", file.toString());
    values.put("directory", directory.toString());
    values.put("unix_path", directory.resolve("socket").toString());
    values.put("port", Integer.toString(tcp.getLocalPort()));
    values.put("address", address());
  }

  private static String address() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(one -> one instanceof Inet4Address && !one.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst()
        .orElse("127.0.0.1");
  }

  Path secretFile() {
    return directory.resolve("secret");
  }

  /// What an answer must not show.
  List<String> secrets() {
    return List.of(value("secret"), "root:x:0:");
  }

  String value(String name) {
    return values.getOrDefault(name, "");
  }

  String fillIn(String text) {
    String filled = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{{" + value.getKey() + "}}", value.getValue());
    }
    return filled;
  }

  @Override
  public void close() {
    try (unix;
        tcp) {
      Files.deleteIfExists(directory.resolve("socket"));
      Files.deleteIfExists(secretFile());
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
