package org.safecodeexecutor.testkit;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.Capability;

/// The engine that a contract is held to. Subclasses choose the concerns by implementing them: all
/// of them ([EngineContract]), or those in which an engine can differ from others that are held to
/// all.
///
/// The engine is opened once for the class. See [TestHost] for what the host must provide.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PartialContract implements Contract {
  private EngineUnderTest engine;

  /// For subclasses.
  protected PartialContract() {}

  /// The engine, as in the configuration.
  protected abstract String name();

  /// What the engine declares on this host; asked for while it is open. Whatever is left out must
  /// be refused by it.
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.OWN_KERNEL));
  }

  /// The configuration of the engine under test, where its name does not say all.
  protected SandboxesConfig configure(SandboxesConfig config) {
    return config;
  }

  @BeforeAll
  final void openEngine() {
    engine =
        EngineUnderTest.open(configure(TestHost.config().withEngine(name())), this::capabilities);
  }

  @AfterAll
  final void closeEngine() {
    if (engine != null) {
      engine.close();
    }
  }

  @Override
  public final EngineUnderTest engine() {
    return engine;
  }
}
