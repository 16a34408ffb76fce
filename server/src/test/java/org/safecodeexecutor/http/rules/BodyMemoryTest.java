package org.safecodeexecutor.http.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Overloaded;

/// How much of all bodies is held at one time.
class BodyMemoryTest {
  private static final DataSize MOST = DataSize.ofKibibytes(4);

  private static final String ANNA = "192.0.2.1";
  private static final String BERT = "192.0.2.2";

  private final BodyMemory memory = new BodyMemory(DataSize.ofKibibytes(10));

  @Test
  void bodyOfTheLargestSizeIsRead() throws IOException {
    try (var body = memory.read(ANNA, bytes(4096), -1, MOST)) {
      assertThat(body.bytes()).hasSize(4096);
    }
  }

  @Test
  void largerBodiesAreRefusedWhetherAnnouncedOrNot() {
    assertThatThrownBy(() -> memory.read(ANNA, bytes(1), 4097, MOST)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> memory.read(ANNA, bytes(4097), -1, MOST)).isInstanceOf(Refusal.class);
  }

  @Test
  void allBodiesTogetherAreBounded() throws IOException {
    try (var _ = memory.read(ANNA, bytes(4096), 4096, MOST);
        var _ = memory.read(BERT, bytes(4096), 4096, MOST)) {
      assertThatThrownBy(() -> memory.read("Cleo", bytes(2048), 2048, MOST))
          .isInstanceOf(Overloaded.class);
    }
    memory.read(ANNA, bytes(10), 10, MOST).close();
  }

  @Test
  void oneCallerCannotTakeTheMemoryOfAll() throws IOException {
    try (var _ = memory.read(ANNA, bytes(4096), 4096, MOST)) {
      assertThatThrownBy(() -> memory.read(ANNA, bytes(2048), 2048, MOST))
          .isInstanceOf(Overloaded.class);
      memory.read(BERT, bytes(2048), 2048, MOST).close();
    }
    memory.read(ANNA, bytes(2048), 2048, MOST).close();
  }

  @Test
  void refusedBodiesGiveTheirMemoryBack() throws IOException {
    for (int round = 0; round < 20; round++) {
      assertThatThrownBy(() -> memory.read(ANNA, bytes(4097), -1, MOST))
          .isInstanceOf(Refusal.class);
    }
    memory.read(ANNA, bytes(4096), 4096, MOST).close();
  }

  private static InputStream bytes(int count) {
    return new ByteArrayInputStream(new byte[count]);
  }
}
