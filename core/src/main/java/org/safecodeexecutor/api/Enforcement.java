package org.safecodeexecutor.api;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Which wall stood around an execution, and which bounds it really held.
///
/// @param engine `oci`, `cell`, `docker`
/// @param runtime the program that made the sandbox, with its version: `runc 1.1.5`
/// @param image the digest of the root file system
/// @param limits each enforced limit, in the order of [Limit], as a text with its unit
public record Enforcement(String engine, String runtime, String image, Map<Limit, String> limits) {
  public Enforcement {
    limits = Collections.unmodifiableMap(new TreeMap<>(limits));
  }
}
