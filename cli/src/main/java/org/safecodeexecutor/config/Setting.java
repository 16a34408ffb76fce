package org.safecodeexecutor.config;

import java.util.List;
import java.util.Locale;
import org.safecodeexecutor.api.InvalidSubmission;

/// One key, and the place in [Settings] that its value goes to.
///
/// @param key with a dot between the section and the name: `server.port`
/// @param path the components that lead to the value
record Setting(String key, List<String> path, Form<?> form) {
  Setting {
    path = List.copyOf(path);
  }

  /// The settings with this one changed.
  ///
  /// @param origin where the text was written, for the message
  Settings apply(Settings settings, String text, String origin) {
    try {
      return RecordPath.with(settings, path, form.parse(text));
    } catch (InvalidSubmission | IllegalArgumentException e) {
      throw new InvalidSetting("%s = %s (%s): %s".formatted(key, text, origin, e.getMessage()), e);
    }
  }

  /// Says that a value of another type stands where this setting's should.
  InvalidSetting wrongType(String found, String origin) {
    return new InvalidSetting(
        "%s (%s): expected %s, found %s".formatted(key, origin, form.description(), found));
  }

  /// `SCE_SERVER_PORT` for `server.port`.
  String variable() {
    return SettingsLoader.PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
