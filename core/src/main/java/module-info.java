/// Runs untrusted programs in sandboxes.
module org.safecodeexecutor.core {
  requires static transitive org.jspecify;
  requires tools.jackson.databind;

  exports org.safecodeexecutor.api;
  exports org.safecodeexecutor.engine;
  exports org.safecodeexecutor.image;
  exports org.safecodeexecutor.local;

  opens org.safecodeexecutor.image to
      tools.jackson.databind;

  uses org.safecodeexecutor.api.SandboxesProvider;
  uses org.safecodeexecutor.engine.EngineProvider;

  provides org.safecodeexecutor.api.SandboxesProvider with
      org.safecodeexecutor.local.LocalSandboxes;
}
