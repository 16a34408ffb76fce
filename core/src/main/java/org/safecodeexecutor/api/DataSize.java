package org.safecodeexecutor.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An exact number of bytes, written with binary units: `512B`, `64KiB`, `128MiB`, `1GiB`.
///
/// Decimal units are refused rather than guessed: `64MB` means 64,000,000 bytes to some and
/// 67,108,864 to others.
public record DataSize(long bytes) implements Comparable<DataSize> {
  public static final DataSize ZERO = new DataSize(0);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,19})(B|KiB|MiB|GiB)");

  public DataSize {
    if (bytes < 0) {
      throw new InvalidSubmission("a size must not be negative: " + bytes + " bytes");
    }
  }

  public static DataSize ofBytes(long bytes) {
    return new DataSize(bytes);
  }

  public static DataSize ofKibibytes(long count) {
    return of(count, 10);
  }

  public static DataSize ofMebibytes(long count) {
    return of(count, 20);
  }

  /// Reads what [#toString] writes. Throws [InvalidSubmission] on anything else, overflow included.
  public static DataSize parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new InvalidSubmission(
          "not a size: \"%s\"; write a whole number and B, KiB, MiB or GiB, as in 64MiB"
              .formatted(text));
    }
    int shift =
        switch (form.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 0;
        };
    try {
      return of(Long.parseLong(form.group(1)), shift);
    } catch (NumberFormatException e) {
      throw tooLarge(text);
    }
  }

  private static DataSize of(long count, int shift) {
    try {
      return new DataSize(Math.multiplyExact(count, 1L << shift));
    } catch (ArithmeticException e) {
      throw tooLarge(count + " * 2^" + shift);
    }
  }

  private static InvalidSubmission tooLarge(String what) {
    return new InvalidSubmission("a size must be below 8 EiB: " + what);
  }

  @Override
  public int compareTo(DataSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /// The shortest exact form: the largest unit that divides the size.
  @Override
  public String toString() {
    String[] units = {"B", "KiB", "MiB", "GiB"};
    int unit = bytes == 0 ? 0 : Math.min(3, Long.numberOfTrailingZeros(bytes) / 10);
    return (bytes >> (10 * unit)) + units[unit];
  }
}
