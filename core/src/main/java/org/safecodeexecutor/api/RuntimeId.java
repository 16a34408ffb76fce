package org.safecodeexecutor.api;

import java.util.regex.Pattern;

/// The name of a runtime image, such as `python`: lower-case letters, digits and inner hyphens, at
/// most 64.
public record RuntimeId(String name) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");

  public static final RuntimeId PYTHON = new RuntimeId("python");

  public RuntimeId {
    // SECURITY: the name becomes part of a path; this form has no separator and no dot (go-judge:
    // "../" in a file id)
    if (!FORM.matcher(name).matches()) {
      throw new InvalidSubmission(
          "not the name of a runtime: \"%s\"; use lower-case letters, digits and hyphens"
              .formatted(name));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
