package org.safecodeexecutor.archive;

import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.InvalidSubmission;

/// How much an archive may hold.
///
/// @param entries files and folders, those that are ignored included
/// @param unpacked bytes of all files together, counted while they are unpacked
public record ZipLimits(int entries, DataSize unpacked) {
  private static final DataSize MOST = DataSize.ofMebibytes(1024);

  public static final ZipLimits DEFAULT = new ZipLimits(500, DataSize.ofMebibytes(20));

  public ZipLimits {
    if (entries < 1 || entries > 65_534) {
      throw new InvalidSubmission("zip entries must be between 1 and 65534: " + entries);
    }
    if (unpacked.bytes() < 1 || unpacked.compareTo(MOST) > 0) {
      throw new InvalidSubmission("unpacked size must be between 1B and 1GiB: " + unpacked);
    }
  }
}
