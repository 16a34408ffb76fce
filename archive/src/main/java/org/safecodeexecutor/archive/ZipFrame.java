package org.safecodeexecutor.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.safecodeexecutor.api.InvalidSubmission;

/// The outline of an archive, checked before a library reads it.
///
/// A zip has two tables of contents, a header before each file and a directory at the end, and
/// permits bytes of no meaning before, between and behind them. Readers that choose differently see
/// different files. Only archives that leave no choice pass: they start with the first file, end
/// with the directory, and the two tables agree.
final class ZipFrame {
  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int DIRECTORY_HEADER = 0x02014b50;
  private static final int DIRECTORY_END = 0x06054b50;
  private static final int ZIP64_LOCATOR = 0x07064b50;

  private static final int LOCAL_HEADER_SIZE = 30;
  private static final int DIRECTORY_HEADER_SIZE = 46;
  private static final int DIRECTORY_END_SIZE = 22;
  private static final int ZIP64_LOCATOR_SIZE = 20;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int ENCRYPTED = 1;
  private static final int STREAMED = 8;

  private final ByteBuffer bytes;
  private final int directory;

  private ZipFrame(ByteBuffer bytes, int directory) {
    this.bytes = bytes;
    this.directory = directory;
  }

  /// Throws [InvalidSubmission] for what is not one complete, plain archive of at most that many
  /// entries.
  static ZipFrame check(byte[] zip, int mostEntries) {
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    if (zip.length < 4 || !startsLikeZip(bytes.getInt(0))) {
      throw new InvalidSubmission("not a zip archive");
    }
    int end = findEnd(bytes);
    refuseZip64(bytes, end);
    int entries = unsigned16(bytes, end + 10);
    checkCount(bytes, end, entries, mostEntries);
    int directory = findDirectory(bytes, end);
    walk(bytes, directory, end, entries);
    return new ZipFrame(bytes, directory);
  }

  private static boolean startsLikeZip(int signature) {
    return signature == LOCAL_HEADER || signature == DIRECTORY_END;
  }

  private static int findEnd(ByteBuffer bytes) {
    int last = bytes.limit() - DIRECTORY_END_SIZE;
    for (int at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
      if (bytes.getInt(at) == DIRECTORY_END) {
        if (at + DIRECTORY_END_SIZE + unsigned16(bytes, at + 20) != bytes.limit()) {
          throw damaged("bytes behind its end");
        }
        return at;
      }
    }
    throw damaged("its end is missing");
  }

  private static void refuseZip64(ByteBuffer bytes, int end) {
    int locator = end - ZIP64_LOCATOR_SIZE;
    if (locator >= 0 && bytes.getInt(locator) == ZIP64_LOCATOR) {
      throw new InvalidSubmission("zip64 archives are not accepted");
    }
  }

  private static void checkCount(ByteBuffer bytes, int end, int entries, int mostEntries) {
    // SECURITY: a directory of a million names fills the heap of a reader — counted before it reads
    if (entries > mostEntries) {
      throw new InvalidSubmission(
          "the zip has %d entries; at most %d are accepted".formatted(entries, mostEntries));
    }
    if (bytes.getInt(end + 4) != 0 || unsigned16(bytes, end + 8) != entries) {
      throw new InvalidSubmission("zip archives in several parts are not accepted");
    }
  }

  private static int findDirectory(ByteBuffer bytes, int end) {
    long size = unsigned32(bytes, end + 12);
    long start = unsigned32(bytes, end + 16);
    if (start + size != end) {
      throw damaged("its directory is not where it says");
    }
    return (int) start;
  }

  /// Proves that the directory holds as many entries as it says, so that the count above is true.
  private static void walk(ByteBuffer bytes, int directory, int end, int entries) {
    int at = directory;
    for (int entry = 0; entry < entries; entry++) {
      if (at > end - DIRECTORY_HEADER_SIZE || bytes.getInt(at) != DIRECTORY_HEADER) {
        throw damaged("its directory is incomplete");
      }
      at +=
          DIRECTORY_HEADER_SIZE
              + unsigned16(bytes, at + 28)
              + unsigned16(bytes, at + 30)
              + unsigned16(bytes, at + 32);
    }
    if (at != end) {
      throw damaged("its directory has another length than it says");
    }
  }

  /// Proves that the header before a file says the same as the directory.
  void checkLocalHeader(ZipArchiveEntry entry, byte[] name) {
    long offset = entry.getLocalHeaderOffset();
    if (offset < 0 || offset > directory - LOCAL_HEADER_SIZE - name.length) {
      throw damaged("a file is not where it says");
    }
    int at = (int) offset;
    if (bytes.getInt(at) != LOCAL_HEADER) {
      throw damaged("a file is not where it says");
    }
    if ((unsigned16(bytes, at + 6) & ENCRYPTED) != 0) {
      throw new InvalidSubmission("encrypted zip archives are not accepted");
    }
    // SECURITY: one name or size for the checker, another for the unpacker — both tables must agree
    if (unsigned16(bytes, at + 8) != entry.getMethod()
        || !sameName(at, name)
        || !sameContent(at, entry)) {
      throw damaged("its two tables of contents differ");
    }
  }

  /// What was written as a stream has its checksum and sizes behind it, and zeros before.
  private boolean sameContent(int header, ZipArchiveEntry entry) {
    boolean streamed = (unsigned16(bytes, header + 6) & STREAMED) != 0;
    if (streamed != entry.getGeneralPurposeBit().usesDataDescriptor()) {
      return false;
    }
    boolean same =
        unsigned32(bytes, header + 14) == entry.getCrc()
            && unsigned32(bytes, header + 18) == entry.getCompressedSize()
            && unsigned32(bytes, header + 22) == entry.getSize();
    return same || (streamed && zeros(header + 14, 12));
  }

  private boolean zeros(int at, int length) {
    return bytes.slice(at, length).equals(ByteBuffer.allocate(length));
  }

  private boolean sameName(int header, byte[] name) {
    return unsigned16(bytes, header + 26) == name.length
        && bytes.slice(header + LOCAL_HEADER_SIZE, name.length).equals(ByteBuffer.wrap(name));
  }

  /// Where the directory begins, and so where the last file must have ended.
  int endOfFiles() {
    return directory;
  }

  static InvalidSubmission damaged(String what) {
    return new InvalidSubmission("the zip archive is damaged: " + what);
  }

  private static int unsigned16(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  private static long unsigned32(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }
}
