package org.safecodeexecutor.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.OutputListener.Stream;

class TranscriptTest {
  private final List<String> heard = new ArrayList<>();
  private final Transcript transcript =
      new Transcript(DataSize.ofBytes(5), (stream, bytes) -> heard.add(stream + bytes.text()));

  @Test
  void exactlyTheLimitIsNotTruncated() {
    assertThat(transcript.add(Stream.STDOUT, Content.ofText("12345"))).isTrue();
    assertThat(transcript.output(Stream.STDOUT).truncated()).isFalse();
  }

  @Test
  void whatIsOverTheLimitIsDroppedAndSaidSo() {
    assertThat(transcript.add(Stream.STDOUT, Content.ofText("123"))).isTrue();
    assertThat(transcript.add(Stream.STDOUT, Content.ofText("456"))).isFalse();
    assertThat(transcript.add(Stream.STDOUT, Content.ofText("7"))).isFalse();
    assertThat(transcript.output(Stream.STDOUT).text()).isEqualTo("12345");
    assertThat(transcript.output(Stream.STDOUT).truncated()).isTrue();
    assertThat(heard).containsExactly("STDOUT123", "STDOUT45");
  }

  @Test
  void eachStreamHasItsOwnLimit() {
    transcript.add(Stream.STDOUT, Content.ofText("123456"));
    assertThat(transcript.add(Stream.STDERR, Content.ofText("12345"))).isTrue();
    assertThat(transcript.output(Stream.STDERR).truncated()).isFalse();
  }
}
