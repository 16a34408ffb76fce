package org.safecodeexecutor.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.safecodeexecutor.api.InvalidSubmission;
import org.safecodeexecutor.api.RuntimeId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a runtime image is made of, as data: `images/python.json` is one.
///
/// @param name the image's [RuntimeId]
/// @param suite the Debian release that the packages come from
/// @param packages installed beside Debian's essential ones, with what they depend on
/// @param setup what the packages' own installation scripts would have done, as far as programs
///   need it; those scripts are not run
/// @param command the start of every program's command line
/// @param preload Python modules to import ahead in engines that keep a warm interpreter
public record Recipe(
    String name,
    String suite,
    List<String> packages,
    List<Step> setup,
    List<String> command,
    List<String> preload) {
  private static final Pattern SUITE = Pattern.compile("[a-z][a-z-]*");
  private static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9.+-]+");
  private static final Pattern MODULE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

  /// One step of the set-up.
  ///
  /// @param what for people who watch: `compiling the Python library`
  /// @param run a shell command, run by the image's own shell with the image as its root
  public record Step(String what, String run) {
    private static Step of(JsonNode json) {
      JsonNode fields = Json.fields(json, "what", "run");
      return new Step(fields.get("what").stringValue(), fields.get("run").stringValue());
    }
  }

  public Recipe {
    packages = List.copyOf(packages);
    setup = List.copyOf(setup);
    command = List.copyOf(command);
    preload = List.copyOf(preload);
    var _ = new RuntimeId(name);
    check(SUITE.matcher(suite).matches(), "not the name of a Debian release: " + suite);
    // SECURITY: a "package" that is an option of the bootstrap command: this form begins with
    // neither a hyphen nor a pattern
    packages.forEach(
        each -> check(PACKAGE.matcher(each).matches(), "not the name of a package: " + each));
    preload.forEach(each -> check(MODULE.matcher(each).matches(), "not a module: " + each));
    check(
        !command.isEmpty() && command.getFirst().startsWith("/"),
        "the command must begin with an absolute path");
  }

  /// The recipe of that name that comes with this library. Throws [InvalidSubmission] when there is
  /// none.
  public static Recipe named(RuntimeId id) {
    try (InputStream in = Recipe.class.getResourceAsStream(id + ".json")) {
      check(in != null, "no recipe of that name: " + id);
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new InvalidSubmission("the recipe cannot be read: " + id);
    }
  }

  /// A recipe of the operator's own.
  public static Recipe read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new InvalidSubmission("the recipe cannot be read: " + file);
    }
  }

  static Recipe parse(String json) {
    try {
      return of(Json.MAPPER.readTree(json));
    } catch (JacksonException e) {
      throw new InvalidSubmission("not a recipe: " + e.getOriginalMessage());
    }
  }

  /// Throws [JacksonException] or [InvalidSubmission] when it is none.
  static Recipe of(JsonNode json) {
    JsonNode fields = Json.fields(json, "name", "suite", "packages", "setup", "command", "preload");
    return new Recipe(
        fields.get("name").stringValue(),
        fields.get("suite").stringValue(),
        Json.strings(fields.get("packages")),
        Json.list(fields.get("setup"), Step::of),
        Json.strings(fields.get("command")),
        Json.strings(fields.get("preload")));
  }

  public RuntimeId id() {
    return new RuntimeId(name);
  }

  private static void check(boolean valid, String message) {
    if (!valid) {
      throw new InvalidSubmission(message);
    }
  }
}
