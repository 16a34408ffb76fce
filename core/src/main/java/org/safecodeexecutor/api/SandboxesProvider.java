package org.safecodeexecutor.api;

/// How [Sandboxes#open] finds the engines without knowing them. Found by [java.util.ServiceLoader].
@FunctionalInterface
public interface SandboxesProvider {
  Sandboxes open(SandboxesConfig config);
}
