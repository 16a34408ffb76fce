package org.safecodeexecutor.http.rules;

/// A request that is not even a submission: the wrong media type, caller or size. The message is
/// for the caller.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  public Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  static Refusal badRequest(String message) {
    return new Refusal(400, message);
  }

  static Refusal tooLarge(long most) {
    return new Refusal(413, "The body is too large (at most %d bytes)".formatted(most));
  }

  public int status() {
    return status;
  }
}
