package org.safecodeexecutor.local;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.InvalidSubmission;
import org.safecodeexecutor.api.Isolation;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.Capability;
import org.safecodeexecutor.engine.Engine;
import org.safecodeexecutor.pool.Engines;

/// The engine for everybody, and the one for submissions that ask for gVisor, which is opened and
/// proved when it is first needed.
final class LocalEngines implements Engines {
  private static final Logger LOG = System.getLogger(LocalEngines.class.getName());
  private static final String REFUSED = "isolation \"gvisor\" is not available here: ";

  private final SandboxesConfig config;
  private final Engine standard;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Engine gvisor;
  private @Nullable Engine own; // the same, where it is not the standard one
  private @Nullable String why;
  private boolean closed;

  LocalEngines(SandboxesConfig config, Engine standard) {
    this.config = config;
    this.standard = standard;
    this.gvisor = standard.capabilities().contains(Capability.OWN_KERNEL) ? standard : null;
  }

  @Override
  public Engine of(Isolation isolation) {
    return switch (isolation) {
      case STANDARD -> standard;
      case GVISOR -> gvisor();
    };
  }

  private Engine gvisor() {
    lock.lock();
    try {
      if (gvisor == null && why == null) {
        open();
      }
      if (gvisor == null) {
        throw new InvalidSubmission(REFUSED + why);
      }
      return gvisor;
    } finally {
      lock.unlock();
    }
  }

  /// Opens it now. Throws [DependencyUnavailable] when that fails.
  void requireGvisor() {
    try {
      var _ = gvisor();
    } catch (InvalidSubmission e) {
      throw new DependencyUnavailable(String.valueOf(e.getMessage()), e);
    }
  }

  /// SECURITY: a program that ends up behind a weaker wall than its owner asked for — what cannot
  /// be opened and proved is remembered as refused, and nothing stands in for it.
  private void open() {
    if (config.gvisor() == SandboxesConfig.Gvisor.OFF) {
      why = "it is switched off (sandboxes.gvisor)";
    } else if (closed) {
      why = "the service is shutting down";
    } else {
      try {
        boolean apart = EnginesByName.isInstalledApart(config.engine());
        String engine = apart ? config.engine() : "oci";
        own = Proof.open(config.withEngine(engine).withOciRuntime("runsc"));
        gvisor = own;
      } catch (DependencyUnavailable e) {
        LOG.log(Level.WARNING, "gVisor cannot be used: {0}", e.getMessage());
        why = "the service could not make it ready; its log says why";
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      Engine second = own;
      gvisor = null;
      own = null;
      standard.close();
      if (second != null) {
        second.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
