package org.safecodeexecutor.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.SandboxException;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.http.rules.ActiveRuns;
import org.safecodeexecutor.http.rules.CallerRule;
import org.safecodeexecutor.http.rules.Entrance;
import org.safecodeexecutor.http.rules.RunHandler;

/// The running service. Each request is handled by a thread of its own; see [RequestThreads].
///
/// ```java
/// try (var sandboxes = Sandboxes.open(SandboxesConfig.DEFAULT);
///     var service = HttpService.start(ServerConfig.DEFAULT, sandboxes)) {
///   Thread.currentThread().join();
/// }
/// ```
public final class HttpService implements AutoCloseable {
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

  private final Javalin javalin;
  private final WatchedConnector connector;
  private final ActiveRuns active;
  private final Duration gracePeriod;

  private HttpService(
      Javalin javalin, WatchedConnector connector, ActiveRuns active, Duration gracePeriod) {
    this.javalin = javalin;
    this.connector = connector;
    this.active = active;
    this.gracePeriod = gracePeriod;
  }

  /// Listens and serves when this returns. Throws [DependencyUnavailable] when the address cannot
  /// be listened on. Does not close `sandboxes`.
  public static HttpService start(ServerConfig config, Sandboxes sandboxes) {
    return start(config, sandboxes, () -> {});
  }

  /// As the other, for sandboxes that are still being opened.
  ///
  /// @param opened called when all but listening is done; returns when `sandboxes` can be used, or
  ///   throws a [SandboxException], which this method then throws
  public static HttpService start(ServerConfig config, Sandboxes sandboxes, Runnable opened) {
    ActiveRuns active = new ActiveRuns();
    Entrance entrance = new Entrance(sandboxes);
    RequestCount count = new RequestCount();
    RequestThreads threads = new RequestThreads(count::isCrowded);
    AtomicReference<WatchedConnector> connector = new AtomicReference<>();
    RunHandler runs = new RunHandler(rules(config), sandboxes, active);
    Routes routes = new Routes(runs, active, new CallerRule(config.hostNames()));
    Javalin javalin =
        Javalin.create(javalinConfig -> {
          configure(javalinConfig);
          javalinConfig.jetty.threadPool = threads.pool();
          javalinConfig.jetty.modifyHttpConfiguration(http -> configureHttp(http, config));
          javalinConfig.jetty.addConnector((server, http) -> {
            connector.set(
                new WatchedConnector(server, http, config, threads, entrance) {
                  @Override
                  public void open() throws IOException {
                    opened.run();
                    super.open();
                  }
                });
            return connector.get();
          });
          javalinConfig.jetty.modifyServer(server -> {
            configureServer(server, config);
            server.setHandler(new CommonHeaders(count));
          });
          routes.addTo(javalinConfig.routes);
        });
    try {
      listen(javalin);
    } catch (JavalinBindException e) {
      throw new DependencyUnavailable(
          "cannot listen on %s port %d: choose another address or port"
              .formatted(config.host(), config.port()),
          e);
    } catch (JavalinException e) {
      throw e.getCause() instanceof SandboxException known ? known : e;
    }
    return new HttpService(
        javalin, Objects.requireNonNull(connector.get()), active, config.gracePeriod());
  }

  /// Ends the threads that wait for connections if there will be none.
  private static void listen(Javalin javalin) {
    try {
      javalin.start();
    } catch (JavalinException e) {
      javalin.stop();
      throw e;
    }
  }

  private static RunHandler.Rules rules(ServerConfig config) {
    return new RunHandler.Rules(
        config.limits(),
        config.longestCode(),
        config.zip(),
        config.largestJson(),
        config.largestUpload(),
        config.bodyMemory());
  }

  private static void configure(JavalinConfig javalin) {
    javalin.concurrency.useVirtualThreads = true;
    javalin.startup.startupWatcherEnabled = false;
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.http.compressionStrategy = CompressionStrategy.NONE;
    javalin.http.prefer405over404 = true;
    javalin.router.ignoreTrailingSlashes = false;
  }

  private static void configureHttp(HttpConfiguration http, ServerConfig config) {
    // SECURITY: "/run/..;/x" and its kin mean different paths to different readers — refused
    http.setUriCompliance(UriCompliance.DEFAULT);
    http.setIdleTimeout(config.idleTimeout().toMillis());
    http.setSendServerVersion(false);
    http.setHeaderCacheSize(0); // it takes 64 KiB for each connection
  }

  private static void configureServer(Server server, ServerConfig config) {
    server.setOpenEarly(false); // nobody connects before there are sandboxes
    server.setStopTimeout(LAST_ANSWERS.toMillis());
    server.setErrorHandler(new JsonErrors());
    // SECURITY: headers that trickle in hold a socket and no thread — sockets are bounded
    NetworkConnectionLimit connections = new NetworkConnectionLimit(config.connections(), server);
    connections.setEndPointIdleTimeout(WatchedConnector.idleWhenCrowded(config).toMillis());
    server.addBean(connections);
  }

  /// The port that it listens on.
  public int port() {
    return connector.getLocalPort();
  }

  /// Accepts nothing new, lets running programs finish within the grace period, then ends them.
  @Override
  public void close() {
    var _ = connector.shutdown();
    active.stop(gracePeriod, LAST_ANSWERS);
    javalin.stop();
  }
}
