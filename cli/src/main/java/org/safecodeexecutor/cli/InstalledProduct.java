package org.safecodeexecutor.cli;

import java.io.IOException;
import java.util.List;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.http.ServerConfig;
import org.safecodeexecutor.local.Check;
import org.safecodeexecutor.local.Doctor;
import org.safecodeexecutor.local.Remedy;

/// The product as it is installed. Each part is touched only by the command that needs it, so that
/// `run` does not load a web server.
final class InstalledProduct implements Product {
  @Override
  public Sandboxes open(SandboxesConfig config) {
    return Sandboxes.open(config);
  }

  @Override
  public List<Check> examine(SandboxesConfig config) {
    return Doctor.examine(config);
  }

  @Override
  public int execute(Remedy.Execute remedy) throws IOException, InterruptedException {
    return remedy.run();
  }

  @Override
  public Images images(SandboxesConfig config) {
    return config.engine().equals("docker")
        ? new DockerImages(config.dataDirectory())
        : new LocalImages(config.dataDirectory());
  }

  @Override
  public Service serve(Opening sandboxes, ServerConfig config) {
    return RunningService.start(sandboxes, config);
  }
}
