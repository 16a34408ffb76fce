package org.safecodeexecutor.config;

import org.jspecify.annotations.Nullable;

/// A setting that cannot be used. The message is one sentence that names the setting, the value and
/// where it was written.
public final class InvalidSetting extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidSetting(String message) {
    this(message, null);
  }

  InvalidSetting(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
