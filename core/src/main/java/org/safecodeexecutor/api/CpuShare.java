package org.safecodeexecutor.api;

import java.math.BigDecimal;

/// How much of the machine's processors a program may use, in thousandths of one: `0.5` is half a
/// processor, `2` two whole ones.
public record CpuShare(int thousandths) {
  public CpuShare {
    if (thousandths < 10 || thousandths > 1_000_000) {
      throw new InvalidSubmission(
          "a CPU share must be between 0.01 and 1000 processors: " + thousandths / 1000.0);
    }
  }

  /// Reads a decimal number of processors with at most three digits after the point.
  public static CpuShare parse(String text) {
    try {
      return new CpuShare(
          new BigDecimal(text.length() > 12 ? "" : text).movePointRight(3).intValueExact());
    } catch (NumberFormatException | ArithmeticException e) {
      throw new InvalidSubmission(
          "not a CPU share: \"%s\"; write a number of processors, as in 0.5".formatted(text), e);
    }
  }

  @Override
  public String toString() {
    return BigDecimal.valueOf(thousandths, 3).stripTrailingZeros().toPlainString();
  }
}
