package org.safecodeexecutor.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.safecodeexecutor.config.Settings;

/// Whether the service may listen where it is told to.
final class RemoteAccess {
  private RemoteAccess() {}

  /// Throws [CommandFailed] when other machines could connect and nobody said that they may.
  static void check(Settings settings) {
    String host = settings.server().host();
    // SECURITY: an open port that runs programs for everybody (dify #36637) — listening beyond this
    // machine takes a second, explicit setting as long as there is no authentication
    if (!isLoopback(host) && !settings.allowRemote()) {
      throw new CommandFailed(
          """
          refusing to listen on %s: there is no authentication, so everybody who reaches this \
          address could run programs. Put an authenticating proxy in front of 127.0.0.1, or, on a \
          network that you trust, set server.allow-remote = true.\
          """
              .formatted(host));
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new CommandFailed("server.host is no address of this machine: " + host, e);
    }
  }
}
