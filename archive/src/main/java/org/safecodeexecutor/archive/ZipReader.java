package org.safecodeexecutor.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.InvalidSubmission;
import org.safecodeexecutor.api.SourceFile;

/// Unpacks one archive into memory. For one thread, once.
///
/// Three passes: [ZipFrame] checks the outline; every entry is checked by its headers; then the
/// files are unpacked, and whatever the headers said, the bytes are counted.
final class ZipReader {
  private static final int FILE_TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;
  private static final int BUFFER = 16 * 1024;

  /// Signature, checksum and two sizes of eight bytes, behind a file that was written as a stream.
  private static final int LONGEST_DESCRIPTOR = 24;

  private final ZipLimits limits;
  private final ZipFrame frame;
  private final PathRegister paths = new PathRegister();
  private long unpacked;

  private ZipReader(ZipLimits limits, ZipFrame frame) {
    this.limits = limits;
    this.frame = frame;
  }

  static List<SourceFile> read(byte[] zip, ZipLimits limits) {
    ZipReader reader = new ZipReader(limits, ZipFrame.check(zip, limits.entries()));
    try (ZipFile archive = open(zip)) {
      return reader.files(archive);
    } catch (InvalidSubmission e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // SECURITY: hostile bytes may surprise the library — an archive is never a failure of ours
      throw new InvalidSubmission("the zip archive is damaged", e);
    }
  }

  /// Names are taken from the directory as they are: the optional second name of an entry (the
  /// "Unicode path" field) is one more way to say two things at once.
  private static ZipFile open(byte[] zip) throws IOException {
    return ZipFile.builder()
        .setSeekableByteChannel(new SeekableInMemoryByteChannel(zip))
        .setCharset(StandardCharsets.UTF_8)
        .setUseUnicodeExtraFields(false)
        .get();
  }

  private List<SourceFile> files(ZipFile archive) throws IOException {
    List<ZipArchiveEntry> entries = new ArrayList<>();
    archive.getEntries().asIterator().forEachRemaining(entries::add);
    List<SourceFile> files = new ArrayList<>();
    refuseOverlaps(entries);
    for (ZipArchiveEntry entry : entries) {
      String name = name(entry);
      check(entry, name);
      if (!name.endsWith("/") && !isLitter(name)) {
        files.add(new SourceFile(name, unpack(archive, entry)));
      }
    }
    refuseGaps(entries);
    return files;
  }

  private static List<ZipArchiveEntry> asTheyLie(List<ZipArchiveEntry> entries) {
    return entries.stream()
        .sorted(Comparator.comparingLong(ZipArchiveEntry::getLocalHeaderOffset))
        .toList();
  }

  /// SECURITY: many entries that share one block of compressed bytes (a bomb of 42 KB that holds 5
  /// GB) — no byte of the archive may belong to two files
  private void refuseOverlaps(List<ZipArchiveEntry> entries) {
    long end = 0;
    for (ZipArchiveEntry entry : asTheyLie(entries)) {
      long size = entry.getCompressedSize();
      if (entry.getLocalHeaderOffset() < end || size < 0 || size > frame.endOfFiles()) {
        throw ZipFrame.damaged("its files overlap");
      }
      end = entry.getDataOffset() + size;
    }
    if (end > frame.endOfFiles()) {
      throw ZipFrame.damaged("its files overlap its directory");
    }
  }

  /// SECURITY: a file between two others that is in no directory, so that only some readers see it
  /// — no byte of the archive may belong to no file
  private void refuseGaps(List<ZipArchiveEntry> entries) {
    long longestEnd = 0;
    for (ZipArchiveEntry entry : asTheyLie(entries)) {
      refuseGap(longestEnd, entry.getLocalHeaderOffset());
      longestEnd = entry.getDataOffset() + entry.getCompressedSize();
      if (entry.getGeneralPurposeBit().usesDataDescriptor()) {
        longestEnd += LONGEST_DESCRIPTOR;
      }
    }
    refuseGap(longestEnd, frame.endOfFiles());
  }

  private static void refuseGap(long end, long next) {
    if (end < next) {
      throw ZipFrame.damaged("bytes between its files");
    }
  }

  private static String name(ZipArchiveEntry entry) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw(entry))).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidSubmission(
          "a name in the zip is not UTF-8: " + Shown.of(entry.getName()), e);
    }
  }

  private static byte[] raw(ZipArchiveEntry entry) {
    byte[] name = entry.getRawName();
    return name == null ? new byte[0] : name;
  }

  private void check(ZipArchiveEntry entry, String name) {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw new InvalidSubmission("encrypted zip archives are not accepted");
    }
    frame.checkLocalHeader(entry, raw(entry));
    checkMethod(entry, name);
    checkType(entry, name);
    checkPath(name);
  }

  private static void checkMethod(ZipArchiveEntry entry, String name) {
    int method = entry.getMethod();
    // SECURITY: rare decompressors are rarely attacked and rarely repaired — two are enough
    if (method != ZipMethod.STORED.getCode() && method != ZipMethod.DEFLATED.getCode()) {
      throw new InvalidSubmission(
          "only stored and deflated files are accepted in a zip: " + Shown.of(name));
    }
  }

  /// The type of a file is in the upper half of its attributes, whichever system the entry claims
  /// to come from: readers differ in whether they look at that claim.
  private static void checkType(ZipArchiveEntry entry, String name) {
    int type = (int) (entry.getExternalAttributes() >>> 16) & FILE_TYPE;
    boolean folder = name.endsWith("/");
    // SECURITY: symlinks, devices and pipes from an archive (Judge0 CVE-2024-28185), also under a
    // name with a trailing slash (Go CVE-2026-39822) — the type alone decides
    if (type != 0 && type != (folder ? FOLDER : REGULAR)) {
      throw new InvalidSubmission(
          "only plain files and folders are accepted in a zip, no links or devices: "
              + Shown.of(name));
    }
    if (folder && entry.getSize() != 0) {
      throw ZipFrame.damaged("a folder has content");
    }
  }

  private void checkPath(String name) {
    boolean folder = name.endsWith("/");
    String path = folder ? name.substring(0, name.length() - 1) : name;
    // SECURITY: zip slip — the path must stay below the directory that it is resolved against
    SourceFile.checkPath(path);
    if (folder) {
      paths.folder(path);
    } else {
      paths.file(path);
    }
  }

  /// What macOS adds to the archives that it makes.
  private static boolean isLitter(String name) {
    return name.startsWith("__MACOSX/") || name.equals(".DS_Store") || name.endsWith("/.DS_Store");
  }

  private Content unpack(ZipFile archive, ZipArchiveEntry entry) throws IOException {
    byte[] content;
    try (InputStream in = archive.getRawInputStream(entry)) {
      content = in.readAllBytes();
    }
    if (entry.getMethod() == ZipMethod.DEFLATED.getCode()) {
      content = inflate(content);
    } else {
      count(content.length);
    }
    CRC32 checksum = new CRC32();
    checksum.update(content);
    if (content.length != entry.getSize() || checksum.getValue() != entry.getCrc()) {
      throw ZipFrame.damaged("size or checksum of a file is wrong");
    }
    return Content.of(content);
  }

  private byte[] inflate(byte[] packed) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 && !inflater.finished()) {
          throw ZipFrame.damaged("a file is cut short");
        }
        count(count);
        content.write(buffer, 0, count);
      }
      // SECURITY: a file behind the end of another one's bytes, which only some readers see — none
      // may be left over
      if (inflater.getRemaining() > 0) {
        throw ZipFrame.damaged("bytes behind the end of a file");
      }
      return content.toByteArray();
    } catch (DataFormatException e) {
      throw new IOException(e);
    } finally {
      inflater.end();
    }
  }

  private void count(int bytes) {
    unpacked += bytes;
    // SECURITY: a zip bomb says that it is small — what comes out is counted, not what is claimed
    if (unpacked > limits.unpacked().bytes()) {
      throw new InvalidSubmission("the zip unpacks to more than " + limits.unpacked());
    }
  }
}
