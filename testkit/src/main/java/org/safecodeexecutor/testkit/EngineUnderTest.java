package org.safecodeexecutor.testkit;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.safecodeexecutor.api.Sandboxes;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.Capability;

/// One opened engine, shared by all tests of a contract: opening runs probes and takes a second.
///
/// For the test thread alone; the [Sandboxes] in it are safe for any.
public final class EngineUnderTest implements AutoCloseable {
  /// Small, so that the queue can be filled in a test.
  static final int CONCURRENT_RUNS = 4;

  static final int QUEUED_RUNS = 2;

  private final SandboxesConfig config;
  private final Set<Capability> capabilities;
  private Sandboxes sandboxes;

  private EngineUnderTest(SandboxesConfig config, Supplier<Set<Capability>> capabilities) {
    this.config = config;
    this.sandboxes = TestHost.open(config);
    this.capabilities = EnumSet.copyOf(capabilities.get());
  }

  /// @param capabilities asked for while the engine is open
  static EngineUnderTest open(SandboxesConfig config, Supplier<Set<Capability>> capabilities) {
    return new EngineUnderTest(config.withRuns(CONCURRENT_RUNS, QUEUED_RUNS), capabilities);
  }

  public SandboxesConfig config() {
    return config;
  }

  public Sandboxes sandboxes() {
    return sandboxes;
  }

  public boolean promises(Capability capability) {
    return capabilities.contains(capability);
  }

  /// For tests that closed the sandboxes.
  void reopen() {
    sandboxes.close();
    sandboxes = TestHost.open(config);
  }

  @Override
  public void close() {
    sandboxes.close();
  }
}
