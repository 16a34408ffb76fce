package org.safecodeexecutor.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.http.ServerConfig;
import org.safecodeexecutor.local.Check;
import org.safecodeexecutor.local.Remedy;

/// What the commands act on. [InstalledProduct] is the real one.
interface Product {
  Sandboxes open(SandboxesConfig config);

  List<Check> examine(SandboxesConfig config);

  /// Runs a command that mends something; returns its exit code.
  int execute(Remedy.Execute remedy) throws IOException, InterruptedException;

  Images images(SandboxesConfig config);

  /// Starts the service; when this returns it answers. Throws what the opening of the sandboxes
  /// throws.
  Service serve(Opening sandboxes, ServerConfig config);

  /// A service that answers until it is closed. Closing lets running requests end within the grace
  /// period.
  interface Service extends AutoCloseable {
    URI address();

    @Override
    void close();
  }
}
