package org.safecodeexecutor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.safecodeexecutor.api.CpuShare;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.config.SettingsLoader.Flag;

class SettingsLoaderTest {
  @TempDir Path directory;

  @Test
  void withoutAnySourceTheDefaultsOfTheCodeHold() {
    assertThat(load("", Map.of()).settings()).isEqualTo(Settings.DEFAULT);
  }

  @Test
  void theDefaultsFileHasEverySettingAndNothingElse() {
    assertThat(SettingsLoader.ofDefaults().entrySet())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrderElementsOf(KnownSettings.keys());
  }

  @Test
  void everySettingIsExplainedInTheDefaultsFile() {
    for (String key : KnownSettings.keys()) {
      assertThat(SettingsLoader.ofDefaults().getValue(key).origin().comments())
          .describedAs(key)
          .isNotEmpty();
    }
  }

  @Test
  void theDefaultsFileIsAValidConfigurationFile() {
    assertThat(load(SettingsLoader.documentedDefaults(), Map.of()).settings())
        .isEqualTo(Settings.DEFAULT);
  }

  @Test
  void everyComponentOfTheSettingsCanBeSet() {
    assertThat(KnownSettings.ALL)
        .extracting(setting -> String.join(".", setting.path()))
        .containsExactlyInAnyOrderElementsOf(leaves("", Settings.class));
  }

  @Test
  void settingsThatDependOnEachOtherMayBeWrittenInAnyOrder() {
    String larger = "server { largest-upload = 300MiB, body-memory = 1GiB }";
    String smaller = "server { body-memory = 10MiB, largest-upload = 5MiB }";
    assertThat(load(larger, Map.of()).settings().server().largestUpload())
        .isEqualTo(DataSize.ofMebibytes(300));
    assertThat(load(smaller, Map.of()).settings().server().bodyMemory())
        .isEqualTo(DataSize.ofMebibytes(10));
  }

  @Test
  void namesAreSeparatedByCommas() {
    assertThat(load("server.host-names = \"a.example, b.example\"", Map.of()).settings())
        .extracting(settings -> settings.server().hostNames())
        .isEqualTo(List.of("a.example", "b.example"));
  }

  @Test
  void flagsWinOverTheEnvironmentAndTheEnvironmentOverTheFile() {
    String file = "server.port = 1\nlimits { processes = 11, open-files = 12, memory = 64MiB }";
    var environment = Map.of("SCE_LIMITS_PROCESSES", "21", "SCE_LIMITS_OPEN_FILES", "22");
    var settings = load(file, environment, new Flag("--set", "limits.open-files", "32")).settings();
    assertThat(settings.server().port()).isEqualTo(1);
    assertThat(settings.limits().memory()).isEqualTo(DataSize.ofMebibytes(64));
    assertThat(settings.limits().processes()).isEqualTo(21);
    assertThat(settings.limits().openFiles()).isEqualTo(32);
  }

  @Test
  void everyValueNamesItsOrigin() {
    var effective =
        load(
            "limits {\n  memory = 64MiB\n}",
            Map.of("SCE_SERVER_PORT", "8080"),
            new Flag("--engine", "sandboxes.engine", "oci"));
    assertThat(origin(effective, "limits.memory")).isEqualTo(file() + ":2");
    assertThat(origin(effective, "server.port")).isEqualTo("variable SCE_SERVER_PORT");
    assertThat(origin(effective, "sandboxes.engine")).isEqualTo("flag --engine");
    assertThat(origin(effective, "server.host")).isEqualTo("default");
  }

  @Test
  void durationsHaveUnits() {
    var limits = load("limits { wall-time = 500ms, cpu-time = 2m }", Map.of()).settings().limits();
    assertThat(limits.wallTime()).isEqualTo(Duration.ofMillis(500));
    assertThat(limits.cpuTime()).isEqualTo(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          server.prot = 1              | there is no setting server.prot (FILE:1); did you mean server.port?
          limit.memory = 1MiB          | there is no setting limit.memory (FILE:1); did you mean limits.memory?
          server = 5                   | there is no setting server (FILE:1); did you mean server.host?
          zzzzzzzzzzzzzzzz = 5         | there is no setting zzzzzzzzzzzzzzzz (FILE:1); `sce config` lists all of them
          server.port = abc            | server.port = abc (FILE:1): not a whole number below 2^31: "abc"
          server.port = 1.5            | server.port = 1.5 (FILE:1): not a whole number below 2^31: "1.5"
          server.port = []             | server.port (FILE:1): expected a whole number, found []
          server.port = null           | server.port (FILE:1): expected a whole number, found null
          server.port { a = 1 }        | server.port (FILE:1): expected a whole number, found a section
          server.host = ""             | server.host =  (FILE:1): must not be empty
          server.allow-remote = 1      | server.allow-remote = 1 (FILE:1): write true or false
          limits.memory = 64MB         | limits.memory = 64MB (FILE:1): not a size: "64MB"; write a whole number and B, KiB, MiB or GiB, as in 64MiB
          limits.memory = 64           | limits.memory = 64 (FILE:1): not a size: "64"; write a whole number and B, KiB, MiB or GiB, as in 64MiB
          limits.memory = 1MiB         | limits.memory = 1MiB (FILE:1): memory must be between 6MiB and 1024GiB: 1MiB
          limits.wall-time = 10        | limits.wall-time = 10 (FILE:1): not a duration: "10"; write a whole number and ms, s, m or h, as in 10s
          limits.wall-time = 48h       | limits.wall-time = 48h (FILE:1): wallTime must be between 1 ms and 1 day: PT48H
          limits.cpu-share = lots      | limits.cpu-share = lots (FILE:1): not a CPU share: "lots"; write a number of processors, as in 0.5
          sandboxes.concurrent-runs = 0 | sandboxes.concurrent-runs = 0 (FILE:1): concurrentRuns must be between 1 and 10000: 0
          """)
  void aWrongLineIsRefusedWithOneSentence(String line, String message) {
    assertThatThrownBy(() -> load(line, Map.of()))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(message.replace("FILE", file().toString()));
  }

  @Test
  void aMistypedVariableIsRefused() {
    assertThatThrownBy(() -> load("", Map.of("SCE_SERVER_PROT", "1")))
        .hasMessage(
            "there is no setting SCE_SERVER_PROT (environment); did you mean SCE_SERVER_PORT?");
  }

  @Test
  void variablesOfOthersAreLeftAlone() {
    var environment = Map.of("SCE_PORT_80_TCP", "tcp://10.0.0.1:80", "SCE_TEST_DATA", "x");
    assertThat(load("", environment).settings()).isEqualTo(Settings.DEFAULT);
  }

  @Test
  void aWrongVariableIsNamed() {
    assertThatThrownBy(() -> load("", Map.of("SCE_SERVER_PORT", "x")))
        .hasMessage(
            "server.port = x (variable SCE_SERVER_PORT): not a whole number below 2^31: \"x\"");
  }

  @Test
  void aMistypedFlagIsRefused() {
    assertThatThrownBy(() -> load("", Map.of(), new Flag("--set", "server.prt", "1")))
        .hasMessage("there is no setting server.prt (--set); did you mean server.port?");
  }

  @Test
  void aNamedFileMustExist() {
    var loader = new SettingsLoader(Map.of(), directory.resolve("none"));
    assertThatThrownBy(() -> loader.load(Optional.of(file()), List.of()))
        .hasMessage("cannot read the configuration file " + file());
  }

  @Test
  void aSyntaxErrorNamesFileAndLine() {
    assertThatThrownBy(() -> load("a = 1\n}", Map.of()))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("sce.conf: 2");
  }

  @Test
  void theFileMayBeNamedByAVariableOrLieInItsUsualPlace() throws IOException {
    Files.writeString(file(), "server.port = 7");
    var byVariable =
        new SettingsLoader(Map.of("SCE_CONFIG", file().toString()), directory.resolve("none"));
    var byPlace = new SettingsLoader(Map.of(), file());
    assertThat(port(byVariable)).isEqualTo(7);
    assertThat(port(byPlace)).isEqualTo(7);
  }

  @Test
  void oneLimitCanBeChangedByItsName() {
    var limits = SettingsLoader.withLimit(Settings.DEFAULT.limits(), "memory", "8MiB", "--limit");
    assertThat(limits.memory()).isEqualTo(DataSize.ofMebibytes(8));
    assertThatThrownBy(() -> SettingsLoader.withLimit(limits, "memroy", "8MiB", "--limit"))
        .hasMessage("there is no setting limits.memroy (--limit); did you mean limits.memory?");
  }

  private static List<String> leaves(String prefix, Class<?> type) {
    Set<Class<?>> values = Set.of(DataSize.class, CpuShare.class);
    return Stream.of(type.getRecordComponents())
        .flatMap(component ->
            component.getType().isRecord() && !values.contains(component.getType())
                ? leaves(prefix + component.getName() + ".", component.getType()).stream()
                : Stream.of(prefix + component.getName()))
        .toList();
  }

  private static int port(SettingsLoader loader) {
    return loader.load(Optional.empty(), List.of()).settings().server().port();
  }

  private static String origin(EffectiveSettings effective, String key) {
    return effective.values().stream()
        .filter(value -> value.key().equals(key))
        .findFirst()
        .orElseThrow()
        .origin();
  }

  private Path file() {
    return directory.resolve("sce.conf");
  }

  private EffectiveSettings load(String text, Map<String, String> environment, Flag... flags) {
    try {
      Files.writeString(file(), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new SettingsLoader(environment, directory.resolve("none"))
        .load(Optional.of(file()), List.of(flags));
  }
}
