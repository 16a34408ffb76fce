package org.safecodeexecutor.engine.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Cancellation;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.OutputListener;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.engine.Completion;
import org.safecodeexecutor.engine.OutcomeClassifier;
import org.safecodeexecutor.engine.Program;
import org.safecodeexecutor.engine.Sandbox;
import org.safecodeexecutor.engine.SandboxSpec;
import org.safecodeexecutor.image.ImageCatalogue;
import org.safecodeexecutor.image.RuntimeImage;

/// An image without warm modules: its programs are executed afresh in their cells. What the
/// contract does not see, since the images that it uses are warm.
class CellEngineTest {
  private CellEngine engine;
  private RuntimeImage cold;

  @BeforeEach
  void open() {
    String data = System.getenv("SCE_TEST_DATA");
    assumeTrue(data != null || "true".equals(System.getenv("SCE_REQUIRED")), "needs an image");
    SandboxesConfig config = SandboxesConfig.DEFAULT.withDataDirectory(Path.of(data));
    RuntimeImage warm =
        new ImageCatalogue(config.dataDirectory()).find(RuntimeId.PYTHON).orElseThrow();
    cold =
        new RuntimeImage(
            warm.id(), warm.rootfs(), warm.digest() + "-cold", warm.command(), List.of());
    engine = CellEngine.open(config);
  }

  @AfterEach
  void close() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void programIsExecutedAfreshAndConfined() {
    Completion completion =
        run(
            """
            import os, sys
            status = dict(l.split(":\\t", 1) for l in open("/proc/self/status") if ":\\t" in l)
            print(sys.argv, input(), os.getuid(), sorted(os.environ), os.listdir("/proc/self/fd"))
            print([status[k].strip() for k in ("CapEff", "CapBnd", "NoNewPrivs", "Seccomp")])
            print(open("/proc/self/cgroup").read().count("/cell"), os.getpid() > 1)
            """,
            Limits.DEFAULT);

    assertThat(completion.stderr().text()).isEmpty();
    assertThat(completion.stdout().text())
        .isEqualTo(
            """
            ['/workspace/script.py', 'a b'] given 1000 ['HOME', 'LANG', 'PATH', 'TMPDIR'] ['0', '1', '2', '3']
            ['0000000000000000', '0000000000000000', '1', '2']
            0 True
            """);
    assertThat(OutcomeClassifier.classify(completion)).isEqualTo(new Outcome.Exited(0));
  }

  @Test
  void exitCodesAndLimitsAreTold() {
    assertThat(OutcomeClassifier.classify(run("raise SystemExit(7)", Limits.DEFAULT)))
        .isEqualTo(new Outcome.Exited(7));
    Limits brief = Limits.DEFAULT.withWallTime(Duration.ofMillis(300));
    assertThat(OutcomeClassifier.classify(run("while True: pass", brief)))
        .isEqualTo(new Outcome.LimitExceeded(Limit.WALL_TIME));
    assertThat(OutcomeClassifier.classify(run("x = b'x' * (256 << 20)", Limits.DEFAULT)))
        .isEqualTo(new Outcome.LimitExceeded(Limit.MEMORY));
  }

  private Completion run(String code, Limits limits) {
    Program program =
        new Program(
            List.of(SourceFile.ofText("script.py", code)),
            cold.commandFor("script.py", List.of("a b")),
            Content.ofText("given\n"));
    try (Sandbox sandbox = engine.create(new SandboxSpec(cold, limits))) {
      return sandbox.run(program, OutputListener.NONE, new Cancellation());
    }
  }
}
