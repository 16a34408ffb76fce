package org.safecodeexecutor.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.config.Settings;
import org.safecodeexecutor.config.SettingsLoader.Flag;
import org.safecodeexecutor.http.ServerConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sce serve`: the HTTP service, until the process is told to end.
@Command(
    name = "serve",
    header = {"Serve POST /run over HTTP until told to stop.", ""},
    description = {
      "",
      "Builds the default image when it is missing, proves that the sandbox holds, and then"
          + " answers. Ctrl+C or SIGTERM stop it: no new requests, a grace period for those that"
          + " run, and nothing left behind. Requests are logged to stderr, one JSON object a line.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sce serve",
      "  sce serve --port 8080 --set limits.memory=256MiB",
      "  curl -d '{\"code\": \"print(2 + 2)\"}' -H 'Content-Type: application/json'"
          + " http://127.0.0.1:5000/run"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:stopped as asked", "1:could not start; the message says why", "2:bad usage"})
final class ServeCommand implements Callable<Integer> {
  private final long begun = System.nanoTime();
  private final Context context;

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(names = "--host", paramLabel = "ADDRESS", description = "Listen here (server.host).")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "N", description = "Listen on this port (server.port).")
  private @Nullable String port;

  @Option(
      names = "--rehearse",
      hidden = true,
      description = "Answer one request of its own and end, for the JVM to see what it will need.")
  private boolean rehearse;

  ServeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = options.load(context.environment(), flags()).settings();
    RemoteAccess.check(settings);
    settings.server().warnings().forEach(warning -> context.console().say("WARNING: " + warning));
    Images images = context.product().images(settings.sandboxes());
    if (rehearse) {
      Rehearsal.awaitImage(images);
      serve(settings.sandboxes(), Rehearsal.server(settings.server()));
    } else {
      images.ensure(RuntimeId.PYTHON, context);
      serve(settings.sandboxes(), settings.server());
    }
    return ExitCode.OK;
  }

  private void serve(SandboxesConfig config, ServerConfig server) throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    // opened first, so closed last: the process waits until service and sandboxes are gone
    try (var _ = context.signals().onEnd(stop::countDown, OptionalInt.of(ExitCode.OK));
        var sandboxes = Opening.of(() -> context.product().open(config));
        var service = context.product().serve(sandboxes, server)) {
      context.console().print("Ready at %s (%s)".formatted(service.address(), sinceStart()));
      if (rehearse) {
        Rehearsal.ask(service.address());
      } else {
        stop.await();
      }
    }
  }

  /// With all that the probes took, but without the start of the JVM.
  private String sinceStart() {
    double seconds = (System.nanoTime() - begun) / 1e9;
    return String.format(Locale.ROOT, "started in %.1f s", seconds);
  }

  private Flag[] flags() {
    List<Flag> flags = new ArrayList<>();
    if (host != null) {
      flags.add(new Flag("--host", "server.host", host));
    }
    if (port != null) {
      flags.add(new Flag("--port", "server.port", port));
    }
    return flags.toArray(Flag[]::new);
  }
}
