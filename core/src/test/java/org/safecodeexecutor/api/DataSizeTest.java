package org.safecodeexecutor.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {
  private static final long SEED = 20_261_121;

  @ParameterizedTest
  @CsvSource({
    "0B, 0",
    "1B, 1",
    "64MiB, 67108864",
    "1KiB, 1024",
    "8GiB, 8589934592",
    "9223372036854775807B, 9223372036854775807",
    "8589934591GiB, 9223372035781033984",
    "007B, 7"
  })
  void textIsReadExactly(String text, long bytes) {
    assertThat(DataSize.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "B",
        "1",
        "-1B",
        "+1B",
        "1.5MiB",
        "1e3B",
        "1e308B",
        "64MB",
        "64KB",
        "64kB",
        "64M",
        "64mib",
        "64 MiB",
        " 64MiB",
        "64MiB\n",
        "NaN",
        "Infinity",
        "0x10B",
        "1_000B",
        "٣B",
        "1TiB",
        "null",
        "99999999999999999999B"
      })
  void everythingElseIsRefused(String text) {
    assertThatExceptionOfType(InvalidSubmission.class).isThrownBy(() -> DataSize.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808B", "8589934592GiB", "9999999999999999999KiB"})
  void overflowIsRefusedAndDoesNotWrap(String text) {
    assertThatExceptionOfType(InvalidSubmission.class)
        .isThrownBy(() -> DataSize.parse(text))
        .withMessageContaining("8 EiB");
  }

  @Test
  void negativeSizeIsRefused() {
    assertThatExceptionOfType(InvalidSubmission.class).isThrownBy(() -> DataSize.ofBytes(-1));
    assertThatExceptionOfType(InvalidSubmission.class)
        .isThrownBy(() -> DataSize.ofMebibytes(Long.MIN_VALUE));
  }

  static LongStream sizes() {
    Random random = new Random(SEED);
    return LongStream.generate(() -> (random.nextLong() >>> 1) >>> random.nextInt(63)).limit(500);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void whatIsWrittenIsReadBack(long bytes) {
    DataSize size = DataSize.ofBytes(bytes);
    assertThat(DataSize.parse(size.toString())).isEqualTo(size);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void writtenFormUsesTheLargestUnitThatIsExact(long bytes) {
    String text = DataSize.ofBytes(bytes).toString();
    long number = Long.parseLong(text.replaceAll("[A-Za-z]", ""));
    assertThat(text.endsWith("GiB") || number % 1024 != 0 || bytes == 0).as(text).isTrue();
  }

  @Test
  void sizesAreOrderedByTheirBytes() {
    assertThat(DataSize.ofKibibytes(1)).isGreaterThan(DataSize.ofBytes(1023));
    assertThat(DataSize.ofMebibytes(1)).isEqualByComparingTo(DataSize.ofKibibytes(1024));
  }
}
