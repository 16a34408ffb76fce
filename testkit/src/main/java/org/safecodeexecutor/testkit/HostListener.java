package org.safecodeexecutor.testkit;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Opens services of this host that programs try to reach.
///
/// Their ports are below those that the kernel gives to clients (`ip_local_port_range`, 32768 and
/// more unless set). In that range a connection to a port at which nobody listens can be given the
/// same port to come from, about once in 14,000 times, and then reaches itself: TCP's simultaneous
/// open (RFC 9293, section 3.5). It would look like a service that was reached.
public final class HostListener {
  private static final int FIRST = 20_000;
  private static final int LAST = 32_767;
  private static final int TRIES = 100;
  private static final int BACKLOG = 100;

  private HostListener() {}

  /// A service at a free port of `address`, which nobody answers.
  ///
  /// @throws IOException if no port is free
  public static ServerSocket open(InetAddress address) throws IOException {
    BindException taken = new BindException("no free port");
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        return new ServerSocket(ThreadLocalRandom.current().nextInt(FIRST, LAST), BACKLOG, address);
      } catch (BindException e) {
        taken.addSuppressed(e);
      }
    }
    throw taken;
  }
}
