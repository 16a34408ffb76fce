package org.safecodeexecutor.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.MethodFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Holds engines to the contract where there is no Maven: in the guest of `vm/`. Prints a line for
/// each test when it has ended, in the form that `vm/run` reads from the guest's console.
///
/// Arguments: names of tests as one regular expression, and the simple names of test classes.
final class ContractRun implements TestExecutionListener {
  private static final PrintStream OUT = System.out;

  private final String engine;

  private ContractRun(String engine) {
    this.engine = engine;
  }

  public static void main(String[] args) throws ClassNotFoundException {
    for (String name : Arrays.asList(args).subList(1, args.length)) {
      Class<?> contract = Class.forName(ContractRun.class.getPackageName() + "." + name);
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(selectClass(contract))
              .filters(MethodFilter.includeMethodNamePatterns(".*[.#](" + args[0] + ")"))
              .build();
      String engine = name.replace("EngineContractTest", "").toLowerCase(Locale.ROOT);
      LauncherFactory.create().execute(request, new ContractRun(engine));
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    say("SKIP", test, reason);
  }

  /// A class or a group of cases counts where it fails itself: then its tests did not run at all.
  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String why = result.getThrowable().map(Throwable::toString).orElse("");
    switch (result.getStatus()) {
      case SUCCESSFUL -> {
        if (test.isTest()) {
          say("PASS", test, "");
        }
      }
      case ABORTED -> say("SKIP", test, why);
      case FAILED -> {
        say("FAIL", test, why);
        result.getThrowable().ifPresent(Throwable::printStackTrace);
      }
    }
  }

  private void say(String word, TestIdentifier test, String why) {
    String line = "vm: %s %s: %s %s".formatted(word, engine, test.getLegacyReportingName(), why);
    OUT.println(line.replaceAll("\\s+", " ").strip());
  }
}
