package org.safecodeexecutor.engine.warm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.CpuShare;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.engine.Program;

/// The request is read here as `docs/cell-protocol.md` describes it, by code that shares nothing
/// with the encoder.
class RequestTest {
  private static final Limits LIMITS =
      new Limits(
          Duration.ofMillis(1500),
          Duration.ofDays(1),
          DataSize.ofMebibytes(1 << 20),
          32_768,
          DataSize.ofMebibytes(256),
          DataSize.ofKibibytes(5),
          65_536,
          new CpuShare(2500));

  @Test
  void everythingComesOutAsItWentIn() {
    Program program =
        new Program(
            List.of(
                SourceFile.ofText("script.py", "print('ü')\n"),
                SourceFile.ofText("data/empty", ""),
                SourceFile.ofText("daten/übung 😀.txt", "x")),
            List.of("/usr/bin/python3", "/workspace/script.py", "a b", "", "naïve 😀"),
            Content.of(new byte[] {0, -1, 10}));

    assertThat(decoded(program, LIMITS)).isEqualTo(new Decoded(LIMITS, program));
  }

  @Test
  void programWithoutFilesAndInputIsTheShortestRequest() {
    Program program = new Program(List.of(), List.of("a"), Content.EMPTY);
    ByteBuffer request = Request.encode(program, Limits.DEFAULT);

    // length, limits, command line (length, count, length, "a"), input, number of files
    assertThat(request.remaining()).isEqualTo(4 + (5 * 8 + 3 * 4) + (4 + 4 + 4 + 1) + 4 + 4);
    assertThat(decode(request)).isEqualTo(new Decoded(Limits.DEFAULT, program));
  }

  @Test
  void numbersAreBigEndian() {
    Program program = new Program(List.of(), List.of("a"), Content.EMPTY);
    byte[] bytes = bytes(Request.encode(program, LIMITS));

    // the wall time: one day in nanoseconds, 0x4e94914f0000
    assertThat(bytes).startsWith(0, 0, 0, 73, 0, 0, 0x4e, 0x94, 0x91, 0x4f, 0, 0);
  }

  @Test
  void lengthsCountBytesAndNotCharacters() {
    Program program =
        new Program(List.of(SourceFile.ofText("ü", "ü")), List.of("😀"), Content.ofText("ü"));
    byte[] bytes = bytes(Request.encode(program, Limits.DEFAULT));

    int behindLimits = 4 + 5 * 8 + 3 * 4;
    ByteBuffer rest = ByteBuffer.wrap(bytes, behindLimits, bytes.length - behindLimits);
    assertThat(rest.getInt()).as("command line").isEqualTo(4 + 4 + 4);
    assertThat(rest.getInt()).as("arguments").isEqualTo(1);
    assertThat(text(rest)).isEqualTo("😀");
    assertThat(rest.getInt()).as("input").isEqualTo(2);
  }

  @Test
  void filesOfManyMebibytesArriveWhole() {
    byte[] large = new byte[20 << 20];
    new Random(7).nextBytes(large);
    Program program =
        new Program(
            List.of(
                new SourceFile("large.bin", Content.of(large)),
                SourceFile.ofText("script.py", "pass")),
            List.of("/usr/bin/python3"),
            Content.of(large, 0, 3 << 20));

    assertThat(decoded(program, Limits.DEFAULT).program()).isEqualTo(program);
  }

  @Test
  void thousandsOfFilesKeepTheirOrder() {
    List<SourceFile> files = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      files.add(SourceFile.ofText("d" + i % 7 + "/f" + i, "#" + i));
    }
    Program program = new Program(files, List.of("/usr/bin/python3"), Content.EMPTY);

    assertThat(decoded(program, Limits.DEFAULT).program()).isEqualTo(program);
  }

  private record Decoded(Limits limits, Program program) {}

  private static Decoded decoded(Program program, Limits limits) {
    return decode(Request.encode(program, limits));
  }

  private static Decoded decode(ByteBuffer in) {
    assertThat(in.getInt()).as("length of the rest").isEqualTo(in.remaining());
    Limits limits = limits(in);
    ByteBuffer arguments = ByteBuffer.wrap(run(in));
    List<String> command = new ArrayList<>();
    for (int count = arguments.getInt(); count > 0; count--) {
      command.add(text(arguments));
    }
    assertThat(arguments.hasRemaining()).as("something behind the arguments").isFalse();
    Content stdin = Content.of(run(in));
    List<SourceFile> files = new ArrayList<>();
    for (int count = in.getInt(); count > 0; count--) {
      files.add(new SourceFile(text(in), Content.of(run(in))));
    }
    assertThat(in.hasRemaining()).as("something behind the files").isFalse();
    return new Decoded(limits, new Program(files, command, stdin));
  }

  private static Limits limits(ByteBuffer in) {
    Duration wallTime = Duration.ofNanos(in.getLong());
    Duration cpuTime = Duration.ofNanos(in.getLong());
    DataSize memory = DataSize.ofBytes(in.getLong());
    DataSize output = DataSize.ofBytes(in.getLong());
    DataSize disk = DataSize.ofBytes(in.getLong());
    int processes = in.getInt();
    CpuShare cpuShare = new CpuShare(in.getInt());
    int openFiles = in.getInt();
    return new Limits(cpuTime, wallTime, memory, processes, output, disk, openFiles, cpuShare);
  }

  private static String text(ByteBuffer in) {
    return new String(run(in), UTF_8);
  }

  private static byte[] run(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return bytes;
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }
}
