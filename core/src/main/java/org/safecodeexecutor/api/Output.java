package org.safecodeexecutor.api;

/// What a program wrote to one stream.
///
/// @param truncated the program wrote more than the limit; `content` is the beginning
public record Output(Content content, boolean truncated) {
  public static final Output EMPTY = new Output(Content.EMPTY, false);

  public String text() {
    return content.text();
  }
}
