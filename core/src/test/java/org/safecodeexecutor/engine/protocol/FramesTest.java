package org.safecodeexecutor.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.OutputListener.Stream;
import org.safecodeexecutor.api.Signal;
import org.safecodeexecutor.engine.Completion.Ending;

class FramesTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  @Test
  void readsARunFromStartToEnd() throws IOException {
    frame('s', new byte[0]);
    frame('m', new byte[0]);
    frame('o', new byte[] {1, 2});
    frame('e', new byte[] {3});
    report(0, 7, 1_500_000_000L, 2);
    Frames frames = frames();
    assertThat(frames.next()).contains(new Frame.Started());
    assertThat(frames.next()).contains(new Frame.MemoryRunsLow());
    assertThat(frames.next())
        .contains(new Frame.Printed(Stream.STDOUT, Content.of(new byte[] {1, 2})));
    assertThat(frames.next())
        .contains(new Frame.Printed(Stream.STDERR, Content.of(new byte[] {3})));
    assertThat(frames.next())
        .contains(new Frame.Ended(new Ending.Exit(7), Duration.ofMillis(1500), 2));
    assertThat(frames.next()).isEmpty();
  }

  @Test
  void readsASignalAndAFailure() throws IOException {
    report(1, 11, 1, 0);
    frame('f', "execute: No such file".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Frames frames = frames();
    assertThat(frames.next())
        .contains(new Frame.Ended(new Ending.Signalled(new Signal(11)), Duration.ofNanos(1), 0));
    assertThat(frames.next()).contains(new Frame.Failed("execute", "No such file"));
  }

  @Test
  void aFrameCutShortIsTheEnd() throws IOException {
    out.write('o');
    out.writeInt(10);
    out.write(1);
    assertThat(frames().next()).isEmpty();
  }

  @Test
  void anOverlongFrameIsRefusedBeforeMemoryIsTaken() throws IOException {
    out.write('o');
    out.writeInt(Integer.MAX_VALUE);
    assertThatThrownBy(() -> frames().next()).isInstanceOf(IOException.class);
  }

  @Test
  void anUnknownTypeIsRefused() throws IOException {
    frame('?', new byte[0]);
    assertThatThrownBy(() -> frames().next()).isInstanceOf(IOException.class);
  }

  /// Found by fuzzing: such counts ended the run as if the caller had asked for something wrong.
  @Test
  void countsThatCannotBeAreRefused() throws IOException {
    for (int field = 0; field < 4; field++) {
      bytes.reset();
      out.write('u');
      out.writeInt(36);
      out.writeInt(0);
      for (int i = 0; i < 4; i++) {
        out.writeLong(i == field ? -1 : 1);
      }
      assertThatThrownBy(() -> frames().next()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void moreProcessesThanCanBeAreManyAndNoError() throws IOException {
    out.write('u');
    out.writeInt(36);
    out.writeInt(0);
    for (long count : new long[] {1, 1, 0, Long.MAX_VALUE}) {
      out.writeLong(count);
    }
    assertThat(frames().next().orElseThrow())
        .isInstanceOfSatisfying(
            Frame.Used.class, used -> assertThat(used.peakProcesses()).contains(Integer.MAX_VALUE));
  }

  @Test
  void endingsThatCannotBeAreRefused() throws IOException {
    int[][] impossible = {{0, 256}, {0, -1}, {1, 0}, {1, 128}, {2, 0}};
    for (int[] ending : impossible) {
      bytes.reset();
      report(ending[0], ending[1], 1, 0);
      assertThatThrownBy(() -> frames().next()).isInstanceOf(IOException.class);
    }
    bytes.reset();
    report(0, 0, -1, 0);
    assertThatThrownBy(() -> frames().next()).isInstanceOf(IOException.class);
  }

  @Test
  void noiseNeverCausesAnythingButAnEndOrAnError() {
    for (int seed = 0; seed < 2000; seed++) {
      byte[] noise = new byte[64];
      new Random(seed).nextBytes(noise);
      noise[0] = (byte) "soexf".charAt(seed % 5);
      assertThat(readAll(noise)).isLessThanOrEqualTo(noise.length / 5);
    }
  }

  /// The number of frames before the end or the error.
  private static int readAll(byte[] bytes) {
    Frames frames = new Frames(new ByteArrayInputStream(bytes));
    int count = 0;
    try {
      while (frames.next().isPresent()) {
        count++;
      }
      return count;
    } catch (IOException refused) {
      return count;
    }
  }

  private Frames frames() {
    return new Frames(new ByteArrayInputStream(bytes.toByteArray()));
  }

  private void frame(char type, byte[] payload) throws IOException {
    out.write(type);
    out.writeInt(payload.length);
    out.write(payload);
  }

  private void report(int how, int value, long wall, long unroutable) throws IOException {
    out.write('x');
    out.writeInt(24);
    out.writeInt(how);
    out.writeInt(value);
    out.writeLong(wall);
    out.writeLong(unroutable);
  }
}
