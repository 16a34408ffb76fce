package org.safecodeexecutor.http.rules;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps pages of other origins from using a service that only this machine, or this network, is
/// meant to reach.
public final class CallerRule {
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(?::([0-9]{1,5}))?");
  private static final Pattern ADDRESS =
      Pattern.compile("\\[[0-9a-f:.]+]|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

  private final List<String> hostNames;

  /// @param hostNames by which the service may be called, beside `localhost` and addresses
  public CallerRule(List<String> hostNames) {
    this.hostNames = hostNames.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  /// Throws [Refusal] unless a caller with these headers may use the service.
  public void check(@Nullable String host, @Nullable String origin) {
    String authority = lower(host);
    // SECURITY: DNS rebinding (a page's own name that suddenly means 127.0.0.1) — such a page
    // cannot change the name in its Host header, and an address is nobody's name
    if (!isOurs(authority)) {
      throw new Refusal(
          421, "This service does not answer to that Host; the setting host names lists more");
    }
    // SECURITY: a page elsewhere that posts a form, or opens us in a frame — browsers say where it
    // comes from
    if (origin != null && !sameAuthority(lower(origin), authority)) {
      throw new Refusal(403, "Requests from pages of other origins are refused");
    }
  }

  private boolean isOurs(String authority) {
    var form = AUTHORITY.matcher(authority);
    if (!form.matches()) {
      return false;
    }
    String name = form.group(1);
    return name.equals("localhost") || ADDRESS.matcher(name).matches() || hostNames.contains(name);
  }

  private static boolean sameAuthority(String origin, String authority) {
    return withoutDefaultPort(origin, "http://", ":80")
            .equals(withoutDefaultPort("http://" + authority, "http://", ":80"))
        || withoutDefaultPort(origin, "https://", ":443")
            .equals(withoutDefaultPort("https://" + authority, "https://", ":443"));
  }

  private static String withoutDefaultPort(String origin, String scheme, String port) {
    return origin.startsWith(scheme) && origin.endsWith(port)
        ? origin.substring(0, origin.length() - port.length())
        : origin;
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
