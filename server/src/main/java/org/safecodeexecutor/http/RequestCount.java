package org.safecodeexecutor.http;

import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Counts the requests that are being handled.
final class RequestCount extends Handler.Wrapper {
  private final AtomicInteger handled = new AtomicInteger();

  /// Whether as many requests are being handled as there are threads of the system for.
  boolean isCrowded() {
    return handled.get() >= RequestThreads.FOR_REQUESTS;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    handled.incrementAndGet();
    try {
      return super.handle(request, response, callback);
    } finally {
      handled.decrementAndGet();
    }
  }
}
