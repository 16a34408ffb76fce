package org.safecodeexecutor.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/// Builds archives, honest ones and, by patching bytes, others.
final class Zips {
  static final int SYMLINK = 0120777;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes);

  Zips() {
    zip.setEncoding("UTF-8");
  }

  /// An archive of files with the given names, each with its name as content; a name that ends with
  /// `/` is a folder.
  static byte[] of(String... names) {
    Zips zips = new Zips();
    for (String name : names) {
      zips.add(name, name.endsWith("/") ? "" : name);
    }
    return zips.build();
  }

  Zips add(String name, String content) {
    return add(name, content.getBytes(StandardCharsets.UTF_8));
  }

  Zips add(String name, byte[] content) {
    return add(new ZipArchiveEntry(name), content);
  }

  Zips addWithMode(String name, int unixMode, String content) {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setUnixMode(unixMode);
    return add(entry, content.getBytes(StandardCharsets.UTF_8));
  }

  Zips add(ZipArchiveEntry entry, byte[] content) {
    try {
      zip.putArchiveEntry(entry);
      zip.write(content);
      zip.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Zips zip64() {
    zip.setUseZip64(Zip64Mode.Always);
    return this;
  }

  byte[] build() {
    try {
      zip.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where the n-th occurrence of a signature is, counted from 0.
  static int find(byte[] archive, int signature, int n) {
    ByteBuffer buffer = littleEndian(archive);
    int seen = 0;
    for (int at = 0; at <= archive.length - 4; at++) {
      if (buffer.getInt(at) == signature && seen++ == n) {
        return at;
      }
    }
    throw new AssertionError("no such signature");
  }

  static int directoryEntry(byte[] archive, int n) {
    return find(archive, 0x02014b50, n);
  }

  static int localHeader(byte[] archive, int n) {
    return find(archive, 0x04034b50, n);
  }

  static int end(byte[] archive) {
    return find(archive, 0x06054b50, 0);
  }

  static byte[] patch16(byte[] archive, int at, int value) {
    littleEndian(archive).putShort(at, (short) value);
    return archive;
  }

  static byte[] patch32(byte[] archive, int at, int value) {
    littleEndian(archive).putInt(at, value);
    return archive;
  }

  /// Replaces every occurrence of a name by another of the same length, so that all the headers
  /// agree.
  static byte[] rename(byte[] archive, String from, String to) {
    String text = new String(archive, StandardCharsets.ISO_8859_1);
    return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static ByteBuffer littleEndian(byte[] archive) {
    return ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
  }
}
