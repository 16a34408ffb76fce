package org.safecodeexecutor.http;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The page at `/` and its two files, read once.
final class WebPage {
  private WebPage() {}

  static void addTo(RoutesConfig routes) {
    add(routes, "/", "index.html", "text/html; charset=utf-8");
    add(routes, "/style.css", "style.css", "text/css; charset=utf-8");
    add(routes, "/page.js", "page.js", "text/javascript; charset=utf-8");
  }

  private static void add(RoutesConfig routes, String path, String file, String type) {
    byte[] content = read(file);
    routes.get(path, context -> context.contentType(type).result(content));
  }

  private static byte[] read(String file) {
    try (InputStream in = WebPage.class.getResourceAsStream("web/" + file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
