package org.safecodeexecutor.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.safecodeexecutor.api.Limits;

/// Reads the settings. In rising order: the defaults in the jar, a file, variables of the
/// environment, flags. Every value keeps the place that it came from.
public final class SettingsLoader {
  /// Where a file is looked for when none is named.
  public static final Path SYSTEM_FILE = Path.of("/etc/safe-code-executor/sce.conf");

  static final String PREFIX = "SCE_";

  private static final String DEFAULTS = "sce-defaults.conf";
  private static final String FILE_VARIABLE = "SCE_CONFIG";
  private static final String BUILT_IN = "default";

  private final Map<String, String> environment;
  private final Path systemFile;

  /// @param environment of the process, whole
  public SettingsLoader(Map<String, String> environment) {
    this(environment, SYSTEM_FILE);
  }

  SettingsLoader(Map<String, String> environment, Path systemFile) {
    this.environment = Map.copyOf(environment);
    this.systemFile = systemFile;
  }

  /// One setting on the command line.
  ///
  /// @param flag as the user wrote it, for messages: `--port`
  public record Flag(String flag, String key, String value) {}

  /// Reads all layers.
  ///
  /// @param file named on the command line; it must exist
  public EffectiveSettings load(Optional<Path> file, List<Flag> flags) {
    Config all =
        ofFlags(flags)
            .withFallback(ofEnvironment())
            .withFallback(
                fileToRead(file).map(SettingsLoader::ofFile).orElse(ConfigFactory.empty()))
            .withFallback(ofDefaults());
    List<EffectiveSettings.Value> values =
        KnownSettings.ALL.stream().map(setting -> effective(setting, all)).toList();
    List<EffectiveSettings.Value> chosen =
        values.stream().filter(value -> !value.origin().equals(BUILT_IN)).toList();
    return new EffectiveSettings(settings(chosen), values);
  }

  /// These values in place of those that the records have by themselves, which are the documented
  /// defaults (a test compares them): to apply them would take a tenth of a start.
  ///
  /// Some ranges depend on other settings, so the order matters: what is refused is tried again
  /// after the rest, as long as that helps.
  private static Settings settings(List<EffectiveSettings.Value> values) {
    Settings settings = Settings.DEFAULT;
    List<EffectiveSettings.Value> left = values;
    while (!left.isEmpty()) {
      List<EffectiveSettings.Value> refused = new ArrayList<>();
      for (EffectiveSettings.Value value : left) {
        try {
          settings = apply(settings, value);
        } catch (InvalidSetting e) {
          refused.add(value);
        }
      }
      if (refused.size() == left.size()) {
        return apply(settings, refused.getFirst());
      }
      left = refused;
    }
    return settings;
  }

  private static Settings apply(Settings settings, EffectiveSettings.Value value) {
    return find(value.key(), value.origin()).apply(settings, value.text(), value.origin());
  }

  private static EffectiveSettings.Value effective(Setting setting, Config all) {
    ConfigValue value = valueOf(setting, all);
    return new EffectiveSettings.Value(
        setting.key(), textOf(setting, value), describe(value.origin()));
  }

  /// The documented defaults, as they are in the jar.
  public static String documentedDefaults() {
    try (InputStream in = defaults()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Changes one limit by its name, such as `wall-time`.
  ///
  /// @param origin for the message: `--limit`
  public static Limits withLimit(Limits limits, String name, String value, String origin) {
    List<String> path = List.of("server", "limits");
    Settings before = RecordPath.with(Settings.DEFAULT, path, limits);
    return find("limits." + name, origin).apply(before, value, origin).limits();
  }

  private static InputStream defaults() {
    return Objects.requireNonNull(
        SettingsLoader.class.getResourceAsStream("/" + DEFAULTS), DEFAULTS);
  }

  static Config ofDefaults() {
    return ConfigFactory.parseString(
        documentedDefaults(), ConfigParseOptions.defaults().setOriginDescription(BUILT_IN));
  }

  private Optional<Path> fileToRead(Optional<Path> named) {
    return named
        .or(() -> Optional.ofNullable(environment.get(FILE_VARIABLE)).map(Path::of))
        .or(() -> Optional.of(systemFile).filter(Files::exists));
  }

  private static Config ofFile(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new InvalidSetting("cannot read the configuration file " + file);
    }
    try {
      Config config = ConfigFactory.parseFile(file.toFile()).resolve();
      checkNames(config);
      return config;
    } catch (ConfigException e) {
      throw new InvalidSetting(firstLine(e) + " (while reading " + file + ")", e);
    }
  }

  private Config ofEnvironment() {
    Config config = ConfigFactory.empty();
    for (Setting setting : KnownSettings.ALL) {
      String value = environment.get(setting.variable());
      if (value != null) {
        config = with(config, setting.key(), value, "variable " + setting.variable());
      }
    }
    checkVariables();
    return config;
  }

  /// Only variables that look like ours are checked: orchestrators set others that merely begin
  /// with the name of a service.
  private void checkVariables() {
    List<String> known = KnownSettings.ALL.stream().map(Setting::variable).toList();
    for (String name : environment.keySet()) {
      if (name.matches("SCE_(SERVER|SANDBOXES|LIMITS)_.*") && !known.contains(name)) {
        throw unknown(name, "environment", known);
      }
    }
  }

  private static Config ofFlags(List<Flag> flags) {
    Config config = ConfigFactory.empty();
    for (Flag flag : flags) {
      find(flag.key(), flag.flag());
      config = with(config, flag.key(), flag.value(), "flag " + flag.flag());
    }
    return config;
  }

  private static Config with(Config config, String key, String value, String origin) {
    return config.withValue(key, ConfigValueFactory.fromAnyRef(value, origin));
  }

  private static Setting find(String key, String origin) {
    return KnownSettings.find(key).orElseThrow(() -> unknown(key, origin, KnownSettings.keys()));
  }

  private static void checkNames(Config config) {
    for (Leaf leaf : leaves("", config.root())) {
      if (KnownSettings.keys().stream().noneMatch(key -> leaf.belongsTo(key))) {
        throw unknown(leaf.key(), describe(leaf.value().origin()), KnownSettings.keys());
      }
    }
  }

  private static List<Leaf> leaves(String prefix, ConfigObject object) {
    List<Leaf> leaves = new ArrayList<>();
    object.forEach((name, value) -> {
      String key = prefix + ConfigUtil.joinPath(name);
      if (value instanceof ConfigObject section) {
        leaves.addAll(leaves(key + ".", section));
      } else {
        leaves.add(new Leaf(key, value));
      }
    });
    return leaves;
  }

  private static InvalidSetting unknown(String name, String origin, Collection<String> known) {
    String hint =
        NearestName.of(name, known)
            .map(near -> "; did you mean %s?".formatted(near))
            .orElse("; `sce config` lists all of them");
    return new InvalidSetting("there is no setting %s (%s)%s".formatted(name, origin, hint));
  }

  private static ConfigValue valueOf(Setting setting, Config all) {
    ConfigValue at = all.root();
    for (String name : setting.key().split("\\.", -1)) {
      at = Objects.requireNonNull(((ConfigObject) at).get(name), setting.key());
    }
    return at;
  }

  private static String textOf(Setting setting, ConfigValue value) {
    return switch (value.valueType()) {
      case NUMBER, BOOLEAN, STRING -> value.atKey("it").getString("it");
      case OBJECT, LIST, NULL -> throw setting.wrongType(kindOf(value), describe(value.origin()));
    };
  }

  private static String kindOf(ConfigValue value) {
    return value.valueType() == ConfigValueType.OBJECT ? "a section" : value.render();
  }

  /// `FILE:LINE`, or where else a value came from.
  private static String describe(ConfigOrigin origin) {
    String file = origin.filename();
    if (origin.description().startsWith(BUILT_IN)) {
      return BUILT_IN;
    }
    return file == null ? origin.description() : file + ":" + origin.lineNumber();
  }

  private static String firstLine(ConfigException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("syntax error");
  }

  private record Leaf(String key, ConfigValue value) {
    /// A section where a value belongs is of that setting, and is refused with its name later.
    boolean belongsTo(String setting) {
      return key.equals(setting) || key.startsWith(setting + ".");
    }
  }
}
