package org.safecodeexecutor.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.local.Check;
import org.safecodeexecutor.local.Check.Status;
import org.safecodeexecutor.local.Remedy;

/// Carries out what `sce doctor` proposes, each after a yes.
final class Repairs {
  private final Context context;
  private final SandboxesConfig config;
  private final boolean unasked;
  private final BufferedReader answers;

  /// @param unasked whether every answer is yes
  Repairs(Context context, SandboxesConfig config, boolean unasked) {
    this.context = context;
    this.config = config;
    this.unasked = unasked;
    this.answers =
        new BufferedReader(new InputStreamReader(context.console().in(), StandardCharsets.UTF_8));
  }

  /// Returns whether anything was carried out, well or not.
  boolean offer(List<Check> checks) throws IOException, InterruptedException {
    boolean any = false;
    for (Check check : checks) {
      if (check.status() != Status.PASS && check.remedy().isPresent()) {
        Remedy remedy = check.remedy().get();
        if (agreed(remedy)) {
          carryOut(remedy);
          any = true;
        }
      }
    }
    return any;
  }

  private boolean agreed(Remedy remedy) throws IOException {
    if (unasked) {
      context.console().say(remedy.text());
      return true;
    }
    context.console().ask("run `%s`? [y/N] ".formatted(remedy.text()));
    String answer = answers.readLine();
    return answer != null && Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
  }

  private void carryOut(Remedy remedy) throws IOException, InterruptedException {
    switch (remedy) {
      case Remedy.BuildImage(var image) -> context.product().images(config).ensure(image, context);
      case Remedy.Execute command -> {
        int code = context.product().execute(command);
        if (code != 0) {
          context.console().say("that failed with exit code " + code);
        }
      }
    }
  }
}
