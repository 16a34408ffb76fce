package org.safecodeexecutor.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.safecodeexecutor.config.EffectiveSettings;
import org.safecodeexecutor.config.InvalidSetting;
import org.safecodeexecutor.config.SettingsLoader;

/// A configuration file: settings, or one sentence that says what is wrong.
final class SettingsTarget {
  private static final SettingsLoader LOADER = new SettingsLoader(Map.of());
  private static final Path FILE = file();

  private SettingsTarget() {}

  static void check(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    if (text.contains("include") || text.contains("${")) {
      return; // other files, and the environment, are not what is tried here
    }
    try {
      Files.write(FILE, input);
      EffectiveSettings settings = LOADER.load(Optional.of(FILE), List.of());
      if (settings.values().isEmpty()) {
        throw new IllegalStateException("no settings");
      }
    } catch (InvalidSetting refused) {
      if (String.valueOf(refused.getMessage()).isBlank()) {
        throw new IllegalStateException("refused without a word", refused);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file() {
    try {
      Path file = Files.createTempFile("sce-fuzz", ".conf");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
