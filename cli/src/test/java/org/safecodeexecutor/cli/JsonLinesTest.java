package org.safecodeexecutor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {
  private final LoggerContext loggers = new LoggerContext();

  @Test
  void fieldsAreFlatAndNumbersAreNumbers() {
    assertThat(line("org.safecodeexecutor.http.RunLog", "run", null))
        .isEqualTo(
            """
            {"time":"1970-01-01T00:00:00Z","level":"INFO","message":"run","status":200,\
            "limits":{"MEMORY":"128MiB"}}
            """);
  }

  @Test
  void lineBreaksCannotForgeALine() {
    assertThat(line("org.safecodeexecutor.x", "one\n{\"level\":\"ERROR\"}\r\u001b[31m", null))
        .containsOnlyOnce("\n")
        .doesNotContain("\r", "\u001b");
  }

  @Test
  void causesAndStrangersAreNamed() {
    assertThat(line("org.eclipse.jetty", "failed", new IllegalStateException("why")))
        .contains("\"logger\":\"org.eclipse.jetty\"")
        .contains("\"error\":\"java.lang.IllegalStateException: why");
  }

  private String line(String logger, String message, @Nullable Throwable cause) {
    LoggingEvent event =
        new LoggingEvent("", loggers.getLogger(logger), Level.INFO, message, cause, null);
    event.setInstant(Instant.EPOCH);
    event.setKeyValuePairs(
        List.of(
            new KeyValuePair("status", 200),
            new KeyValuePair("limits", Map.of("MEMORY", "128MiB"))));
    return new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
  }
}
