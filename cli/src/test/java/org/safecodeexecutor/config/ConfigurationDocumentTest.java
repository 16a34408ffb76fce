package org.safecodeexecutor.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");

  @Test
  void theDocumentListsEverySettingAsTheCodeHasIt() throws IOException {
    String document = Files.readString(DOCUMENT);
    String table = document.substring(document.indexOf("| Setting |"));
    assertThat(table).isEqualTo(expected());
  }

  private static String expected() {
    return KnownSettings.ALL.stream()
        .map(ConfigurationDocumentTest::row)
        .collect(
            Collectors.joining(
                "", "| Setting | Default | Variable | Meaning |\n| --- | --- | --- | --- |\n", ""));
  }

  private static String row(Setting setting) {
    ConfigValue value = SettingsLoader.ofDefaults().getValue(setting.key());
    String meaning =
        value.origin().comments().stream().map(String::strip).collect(Collectors.joining(" "));
    return "| `%s` | `%s` | `%s` | %s |\n"
        .formatted(setting.key(), shown(value), setting.variable(), meaning);
  }

  private static String shown(ConfigValue value) {
    String text = value.atKey("it").getString("it");
    return text.isEmpty() ? "\"\"" : text;
  }
}
