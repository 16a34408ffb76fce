package org.safecodeexecutor.http.rules;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.Content;

/// One `POST /run`, as an HTTP framework has it.
public interface RunRequest {
  /// Unique, made by us; also in the log and in the response.
  String id();

  /// The address of the other end of the connection.
  String client();

  @Nullable String contentType();

  /// The length that the caller announced, or -1.
  long declaredLength();

  /// What follows the `?`, still encoded.
  @Nullable String query();

  InputStream body() throws IOException;

  /// The parts of a `multipart/form-data` body. Throws [Refusal] with status 400 when it is
  /// malformed.
  List<Part> parts(byte[] body);

  /// Calls `action` when the other end closes the connection, until the watch is closed. May be
  /// used only when the body was read to its end.
  Watch onHangUp(Runnable action);

  /// One field of a form.
  ///
  /// @param file whether the part has a file name
  record Part(String name, boolean file, Content content) {}

  /// Ends a watch. Afterwards its action is not called any more.
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
