package org.safecodeexecutor.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

/// Writes each log event as one flat JSON object on a line of its own: `time`, `level`, `message`,
/// then the event's own fields, numbers as numbers.
///
/// SECURITY: forged lines (CWE-117) — JSON escapes line breaks and control characters, whatever a
/// value holds.
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};
  private static final List<KeyValuePair> NO_PAIRS = List.of();

  @Override
  public byte[] encode(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", event.getInstant().toString());
    fields.put("level", event.getLevel().toString());
    fields.put("message", event.getFormattedMessage());
    for (KeyValuePair pair : Objects.requireNonNullElse(event.getKeyValuePairs(), NO_PAIRS)) {
      fields.put(pair.key, Objects.requireNonNullElse(pair.value, ""));
    }
    if (!event.getLoggerName().startsWith("org.safecodeexecutor.")) {
      fields.put("logger", event.getLoggerName());
    }
    if (event.getThrowableProxy() != null) {
      fields.put("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return (JsonMapper.shared().writeValueAsString(fields) + "\n").getBytes(StandardCharsets.UTF_8);
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
