package org.safecodeexecutor.config;

import java.util.List;

/// The settings that hold, with the text and the origin of each.
public record EffectiveSettings(Settings settings, List<Value> values) {
  public EffectiveSettings {
    values = List.copyOf(values);
  }

  /// One setting that holds.
  ///
  /// @param origin `default`, `FILE:LINE`, `variable NAME` or `flag --NAME`
  public record Value(String key, String text, String origin) {}
}
