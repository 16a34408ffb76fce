package org.safecodeexecutor.api;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Immutable bytes: of a file, of stdin, of what a program printed.
public final class Content {
  public static final Content EMPTY = new Content(new byte[0]);

  private final byte[] bytes;

  private Content(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Content of(byte[] bytes) {
    return new Content(bytes.clone());
  }

  public static Content of(byte[] bytes, int offset, int length) {
    return new Content(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /// The UTF-8 form of a text. A lone surrogate becomes `?`.
  public static Content ofText(String text) {
    return new Content(text.getBytes(StandardCharsets.UTF_8));
  }

  public int size() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /// The bytes as UTF-8; what is not valid UTF-8 becomes U+FFFD. Never fails.
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public byte[] toByteArray() {
    return bytes.clone();
  }

  public InputStream newInputStream() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content content && Arrays.equals(bytes, content.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The size only: content is a user's and does not belong into logs.
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
