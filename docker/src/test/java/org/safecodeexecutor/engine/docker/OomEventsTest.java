package org.safecodeexecutor.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Event;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.engine.docker.OomEvents.Finder;

/// What a daemon says of a container that has ended without a word, and whether that was for
/// memory.
class OomEventsTest {
  private static final String OOM = "{\"Action\": \"oom\"}";
  private static final String KILL =
      "{\"Action\": \"kill\", \"Actor\": {\"Attributes\": {\"signal\": \"9\"}}}";

  private static String died(int code) {
    return "{\"Action\": \"die\", \"Actor\": {\"Attributes\": {\"exitCode\": \"%d\"}}}"
        .formatted(code);
  }

  private static boolean saysSo(boolean memoryRanLow, String... events) throws IOException {
    Finder finder = new Finder(memoryRanLow);
    for (String event : events) {
      finder.onNext(new ObjectMapper().readValue(event, Event.class));
    }
    return finder.saysSo();
  }

  @Test
  void eventOfTheKillIsEnough() throws IOException {
    assertThat(saysSo(false, OOM)).isTrue();
    assertThat(saysSo(false, died(137), OOM)).isTrue();
  }

  @Test
  void exitCodeOfASigkillAloneIsNot() throws IOException {
    assertThat(saysSo(false, died(137))).isFalse();
    assertThat(saysSo(false, KILL, died(137))).isFalse();
  }

  @Test
  void sigkillOfNobodyIsOneWhenMemoryRanLow() throws IOException {
    assertThat(saysSo(true, died(137))).isTrue();
  }

  @Test
  void lowMemoryAloneIsNot() throws IOException {
    assertThat(saysSo(true)).isFalse();
    assertThat(saysSo(true, died(2))).isFalse();
    assertThat(saysSo(true, KILL, died(137))).isFalse();
  }
}
