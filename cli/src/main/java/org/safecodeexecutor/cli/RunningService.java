package org.safecodeexecutor.cli;

import java.net.URI;
import org.safecodeexecutor.http.HttpService;
import org.safecodeexecutor.http.ServerConfig;

/// The HTTP service of this process.
record RunningService(HttpService service, URI address) implements Product.Service {
  static RunningService start(Opening sandboxes, ServerConfig config) {
    HttpService service = HttpService.start(config, sandboxes, sandboxes::await);
    return new RunningService(service, address(config.host(), service.port()));
  }

  @Override
  public void close() {
    service.close();
  }

  private static URI address(String host, int port) {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://%s:%d".formatted(shown, port));
  }
}
