package org.safecodeexecutor.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Writes each log event as one flat JSON object on a line of its own: `time`, `level`, `message`,
/// then the event's own fields, numbers as numbers.
///
/// SECURITY: forged lines (CWE-117) — JSON escapes line breaks and control characters, whatever a
/// value holds.
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final int LIKELY_SIZE = 600;
  private static final byte[] NOTHING = {};
  private static final List<KeyValuePair> NO_PAIRS = List.of();

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(LIKELY_SIZE);
    try (JsonGenerator json = JsonMapper.shared().createGenerator(line)) {
      json.writeStartObject();
      write(json, event);
      json.writeEndObject();
    }
    line.write('\n');
    return line.toByteArray();
  }

  private static void write(JsonGenerator json, ILoggingEvent event) {
    json.writeStringProperty("time", event.getInstant().toString());
    json.writeStringProperty("level", event.getLevel().toString());
    json.writeStringProperty("message", event.getFormattedMessage());
    for (KeyValuePair pair : Objects.requireNonNullElse(event.getKeyValuePairs(), NO_PAIRS)) {
      json.writePOJOProperty(pair.key, Objects.requireNonNullElse(pair.value, ""));
    }
    if (!event.getLoggerName().startsWith("org.safecodeexecutor.")) {
      json.writeStringProperty("logger", event.getLoggerName());
    }
    if (event.getThrowableProxy() != null) {
      json.writeStringProperty("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
