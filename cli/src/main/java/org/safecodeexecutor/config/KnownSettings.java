package org.safecodeexecutor.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Every setting there is, in the order of `sce-defaults.conf`.
///
/// Ranges are not here: each value goes into its record at once, whose constructor knows them. A
/// test compares the keys with the components of those records, so none can be forgotten.
final class KnownSettings {
  // before ALL, which needs it
  private static final Pattern HYPHEN = Pattern.compile("-([a-z])");

  static final List<Setting> ALL =
      List.of(
          in("server", "host", Form.text()),
          in("server", "port", Form.whole()),
          new Setting("server.allow-remote", List.of("allowRemote"), Form.yesOrNo()),
          in("server", "host-names", Form.names()),
          in("server", "longest-code", Form.whole()),
          in("server", "largest-json", Form.size()),
          in("server", "largest-upload", Form.size()),
          new Setting("server.zip-entries", List.of("server", "zip", "entries"), Form.whole()),
          new Setting("server.zip-unpacked", List.of("server", "zip", "unpacked"), Form.size()),
          in("server", "body-memory", Form.size()),
          in("server", "connections", Form.whole()),
          in("server", "idle-timeout", Form.duration()),
          in("server", "grace-period", Form.duration()),
          in("sandboxes", "data-directory", Form.path()),
          in("sandboxes", "engine", Form.text()),
          in("sandboxes", "oci-runtime", Form.text()),
          in("sandboxes", "gvisor", Form.gvisor()),
          in("sandboxes", "concurrent-runs", Form.whole()),
          in("sandboxes", "queued-runs", Form.whole()),
          in("sandboxes", "queued-runs-per-caller", Form.whole()),
          in("sandboxes", "longest-wait", Form.duration()),
          in("sandboxes", "most-waiting", Form.whole()),
          in("sandboxes", "interpreter", Form.interpreter()),
          in("sandboxes", "first-host-id", Form.whole()),
          limit("cpu-time", Form.duration()),
          limit("wall-time", Form.duration()),
          limit("memory", Form.size()),
          limit("processes", Form.whole()),
          limit("output", Form.size()),
          limit("disk", Form.size()),
          limit("open-files", Form.whole()),
          limit("cpu-share", Form.share()));

  private KnownSettings() {}

  static List<String> keys() {
    return ALL.stream().map(Setting::key).toList();
  }

  static Optional<Setting> find(String key) {
    return ALL.stream().filter(setting -> setting.key().equals(key)).findFirst();
  }

  private static Setting in(String section, String name, Form<?> form) {
    return new Setting(section + "." + name, List.of(section, component(name)), form);
  }

  private static Setting limit(String name, Form<?> form) {
    return new Setting("limits." + name, List.of("server", "limits", component(name)), form);
  }

  /// `wallTime` for `wall-time`.
  private static String component(String name) {
    return HYPHEN.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }
}
