package org.safecodeexecutor.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.HostPort;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.http.rules.Entrance;

/// Listens for HTTP/1.1 and makes every connection a [WatchedEndPoint].
class WatchedConnector extends ServerConnector {
  private static final int ACCEPTING = 1;

  /// Threads that learn of requests, each in turn; see [RequestThreads].
  private static final int READING = 1;

  /// Bytes of answers that the kernel keeps, for one connection; it takes as much again for itself.
  private static final int MOST_UNREAD = 128 << 10;

  /// Connections that the kernel keeps until they are accepted.
  private static final int MOST_AT_THE_DOOR = 1024;

  private static final Duration IDLE_WHEN_CROWDED = Duration.ofSeconds(1);
  private static final Duration IDLE_AT_THE_END = Duration.ofMillis(300);

  private final Duration idleWhenCrowded;
  private final RequestThreads threads;
  private final Entrance entrance;

  WatchedConnector(
      Server server,
      HttpConfiguration http,
      ServerConfig config,
      RequestThreads threads,
      Entrance entrance) {
    super(server, ACCEPTING, READING, new HttpConnectionFactory(http));
    this.idleWhenCrowded = idleWhenCrowded(config);
    this.threads = threads;
    this.entrance = entrance;
    setHost(config.host());
    setPort(config.port());
    // many who come at once; the kernel passes over whom there is no room for, who then comes again
    // a second later
    setAcceptQueueSize(MOST_AT_THE_DOOR);
    // SECURITY: who asks and never reads has the kernel keep answers, 4 MiB for each connection
    setAcceptedSendBufferSize(MOST_UNREAD);
    setIdleTimeout(config.idleTimeout().toMillis());
    // a service that stops waits for its connections: not long for those where nothing moves, but
    // as long as a slow reader of an answer may pause
    setShutdownIdleTimeout(IDLE_AT_THE_END.toMillis());
  }

  /// SECURITY: thousands of idle connections keep everybody else out — when there are too many,
  /// those that are silent are closed soon.
  static Duration idleWhenCrowded(ServerConfig config) {
    return config.idleTimeout().compareTo(IDLE_WHEN_CROWDED) < 0
        ? config.idleTimeout()
        : IDLE_WHEN_CROWDED;
  }

  /// SECURITY: connections that come in one burst are too many before Jetty has opened the first,
  /// and so it does not hurry them — each is asked again when it is open.
  @Override
  protected void onEndPointOpened(EndPoint endPoint) {
    super.onEndPointOpened(endPoint);
    if (!isAccepting()) {
      endPoint.setIdleTimeout(idleWhenCrowded.toMillis());
    }
  }

  @Override
  protected SelectorManager newSelectorManager(
      Executor executor, Scheduler scheduler, int selectors) {
    return new ServerConnectorManager(executor, scheduler, selectors) {
      @Override
      protected ManagedSelector newSelector(int id) {
        return new PausingSelector(this, id);
      }
    };
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) throws IOException {
    WatchedEndPoint endPoint =
        new WatchedEndPoint(
            channel, (PausingSelector) selector, key, this, address(channel.getRemoteAddress()));
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  /// As Jetty gives it to handlers.
  private static String address(@Nullable SocketAddress client) {
    return client instanceof InetSocketAddress known
        ? HostPort.normalizeHost(known.getAddress().getHostAddress())
        : "";
  }

  /// For what connections say.
  RequestThreads threads() {
    return threads;
  }

  Entrance entrance() {
    return entrance;
  }

  /// For one connection.
  Refuser refuser(String client) {
    HttpConfiguration http =
        getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration();
    return new Refuser(entrance, client, http.getRequestHeaderSize(), http.getHttpCompliance());
  }
}
