package org.safecodeexecutor.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DemultiplexedTest {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  private void piece(int stream, String text) throws IOException {
    DataOutputStream out = new DataOutputStream(sent);
    out.writeInt(stream << 24);
    out.writeInt(text.length());
    out.writeBytes(text);
  }

  private InputStream received() {
    return new Demultiplexed(new ByteArrayInputStream(sent.toByteArray()));
  }

  @Test
  void stdoutIsPutTogetherAndStderrPassedOver() throws IOException {
    piece(1, "one ");
    piece(2, "runc: something");
    piece(1, "");
    piece(1, "two");
    assertThat(new String(received().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("one two");
  }

  @Test
  void streamThatBreaksOffEnds() throws IOException {
    piece(1, "whole");
    sent.write(new byte[] {1, 0, 0});
    assertThat(new String(received().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("whole");
  }

  @Test
  void lengthThatCannotBeIsAnError() throws IOException {
    new DataOutputStream(sent).writeLong(1L << 56 | 0xffffffffL);
    assertThatThrownBy(() -> received().read()).isInstanceOf(IOException.class);
  }
}
