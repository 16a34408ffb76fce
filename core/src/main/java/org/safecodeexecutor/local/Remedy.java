package org.safecodeexecutor.local;

import java.io.IOException;
import java.util.List;
import org.safecodeexecutor.api.RuntimeId;

/// What mends something that a [Check] found, and takes nothing away from whatever else runs on the
/// host. Everything else is left to the operator.
public sealed interface Remedy {
  /// A command that an operator can copy.
  String text();

  /// Installs a package, or lets the kernel give more of something.
  record Execute(List<String> command) implements Remedy {
    public Execute {
      command = List.copyOf(command);
    }

    @Override
    public String text() {
      return String.join(" ", command);
    }

    /// Runs the command with the standard streams of this process; returns its exit code.
    public int run() throws IOException, InterruptedException {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
  }

  /// Builds an image that is missing.
  record BuildImage(RuntimeId image) implements Remedy {
    @Override
    public String text() {
      return "sce image build " + image.name();
    }
  }
}
