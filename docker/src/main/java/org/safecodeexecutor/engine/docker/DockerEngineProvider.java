package org.safecodeexecutor.engine.docker;

import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.Engine;
import org.safecodeexecutor.engine.EngineProvider;

/// Makes `--engine docker` known.
public final class DockerEngineProvider implements EngineProvider {
  /// For [java.util.ServiceLoader].
  public DockerEngineProvider() {}

  @Override
  public String name() {
    return DockerEngine.NAME;
  }

  @Override
  public Engine open(SandboxesConfig config) {
    return DockerEngine.open(config);
  }
}
