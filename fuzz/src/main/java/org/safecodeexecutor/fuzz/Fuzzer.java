package org.safecodeexecutor.fuzz;

import com.code_intelligence.jazzer.Jazzer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks for inputs that break a target, in a process of its own: Jazzer changes the classes that
/// it guides itself by, and ends the process when it has found something.
///
/// @param findings where an input goes that broke a target
/// @param seed of the random numbers
public record Fuzzer(Path findings, long seed) {
  private static final String OF_INTEREST =
      String.join(
          ":",
          "org.safecodeexecutor.**",
          "org.apache.commons.compress.archivers.zip.**",
          "tools.jackson.core.**",
          "org.eclipse.jetty.http.**",
          "com.typesafe.config.**");

  /// Fuzzes one target for that long.
  ///
  /// @param corpus inputs to begin with; those that reach something new are added to the first
  /// @return the command; its exit code is 0 when nothing was found
  public List<String> command(Target target, Duration time, Path... corpus) {
    String chosen = "-D" + Target.PROPERTY + "=" + target.name();
    return command(target.toString(), chosen, "-max_total_time=" + time.toSeconds(), corpus);
  }

  /// Fuzzes all of them in one process, since each takes long to begin.
  ///
  /// @param tries altogether
  /// @param corpus inputs with the letter of their target before them
  public List<String> command(int tries, Path corpus) {
    return command("any", "-XX:TieredStopAtLevel=1", "-runs=" + tries, corpus);
  }

  private List<String> command(String name, String option, String bound, Path... corpus) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-Xss1m", option));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dlogback.configurationFile=org/safecodeexecutor/fuzz/logback.xml");
    command.addAll(List.of("-cp", classPath(), Jazzer.class.getName()));
    command.add("--target_class=" + Target.class.getName());
    command.add("--instrumentation_includes=" + OF_INTEREST);
    command.add("--custom_hook_includes=" + OF_INTEREST);
    command.add("--reproducer_path=" + findings);
    command.add("-artifact_prefix=" + findings.resolve(name + "-"));
    command.addAll(List.of("-seed=" + seed, bound));
    command.addAll(List.of("-timeout=60", "-max_len=4096", "-rss_limit_mb=4096"));
    Stream.of(corpus).map(Path::toString).forEach(command::add);
    return command;
  }

  /// Ours without JUnit, for whose tests Jazzer would look.
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(":", -1))
        .filter(entry -> !entry.contains("junit"))
        .collect(Collectors.joining(":"));
  }
}
