package org.safecodeexecutor.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An authority of the tests' own, and what it has signed, made by openssl(1).
///
/// @param directory with `ca.pem`, and in `server` and `client` what each side needs
record DockerCertificates(Path directory) {
  /// @param server the names of the daemon, as in `IP:127.0.0.1`
  static DockerCertificates make(Path directory, String server) throws IOException {
    DockerCertificates made = new DockerCertificates(Files.createDirectories(directory));
    made.openssl(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=authority of " + directory.getFileName(),
        "-keyout",
        "ca-key.pem",
        "-out",
        "ca.pem");
    made.sign("server", "subjectAltName=" + server + "\nextendedKeyUsage=serverAuth\n");
    made.sign("client", "extendedKeyUsage=clientAuth\n");
    return made;
  }

  private void sign(String side, String extensions) throws IOException {
    Path own = Files.createDirectory(directory.resolve(side));
    Files.writeString(own.resolve("extensions"), extensions);
    openssl(
        "req",
        "-new",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=" + side,
        "-keyout",
        side + "/key.pem",
        "-out",
        side + "/request");
    openssl(
        "x509",
        "-req",
        "-days",
        "2",
        "-in",
        side + "/request",
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca-key.pem",
        "-CAcreateserial",
        "-extfile",
        side + "/extensions",
        "-out",
        side + "/cert.pem");
    Files.copy(directory.resolve("ca.pem"), own.resolve("ca.pem"));
  }

  private void openssl(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + output);
    }
  }

  Path of(String side) {
    return directory.resolve(side);
  }

  /// The flags of a daemon that serves whoever this authority has signed.
  List<String> daemonFlags(int port) {
    return List.of(
        "--host=tcp://127.0.0.1:" + port,
        "--tlsverify",
        "--tlscacert=" + of("server").resolve("ca.pem"),
        "--tlscert=" + of("server").resolve("cert.pem"),
        "--tlskey=" + of("server").resolve("key.pem"));
  }
}
