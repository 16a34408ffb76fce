package org.safecodeexecutor.engine.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.dockerjava.api.model.HostConfig;
import java.util.List;

/// With two fields of the Engine API that the client library lacks.
final class ConfinedHostConfig extends HostConfig {
  private static final long serialVersionUID = 1L;

  private final String[] maskedPaths;
  private final String[] readonlyPaths;

  ConfinedHostConfig(List<String> maskedPaths, List<String> readonlyPaths) {
    this.maskedPaths = maskedPaths.toArray(String[]::new);
    this.readonlyPaths = readonlyPaths.toArray(String[]::new);
  }

  @JsonProperty("MaskedPaths")
  List<String> maskedPaths() {
    return List.of(maskedPaths);
  }

  @JsonProperty("ReadonlyPaths")
  List<String> readonlyPaths() {
    return List.of(readonlyPaths);
  }
}
