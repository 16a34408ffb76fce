package org.safecodeexecutor.attack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.safecodeexecutor.api.CpuShare;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.testkit.Programs;

/// Reads the form of an attack's file: a header of lines `# KEY: VALUE`, of which the first has no
/// key and is the description; then the program; then further sections, each after a line `# ===
/// NAME`. With `# program: NAME` the program is that of the testkit.
final class AttackFile {
  private static final String COMMENT = "# ";
  private static final String SECTION = "# === ";

  private final String id;
  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> notApplicable = new LinkedHashMap<>();
  private String description = "";

  private AttackFile(String id) {
    this.id = id;
  }

  static Attack parse(String id, String text) {
    return new AttackFile(id).read(text);
  }

  private Attack read(String text) {
    List<String> lines = text.lines().toList();
    int end = 0;
    while (end < lines.size() && lines.get(end).startsWith(COMMENT) && !isSection(lines, end)) {
      readHeader(lines.get(end++).substring(COMMENT.length()));
    }
    Map<String, String> sections = sections(lines.subList(end, lines.size()));
    if (header.containsKey("program")) {
      sections.put("", Programs.text(needed("program")));
    }
    return new Attack(
        id,
        Category.ofFolder(id.substring(0, id.indexOf('/'))),
        description,
        needed("source"),
        Attack.Kind.valueOf(header.getOrDefault("kind", "program").toUpperCase(Locale.ROOT)),
        limits(header.getOrDefault("limits", "")),
        List.of(header.getOrDefault("contained", "").split(", ")),
        needed("control"),
        notApplicable,
        sections);
  }

  private static boolean isSection(List<String> lines, int index) {
    return lines.get(index).startsWith(SECTION);
  }

  private void readHeader(String line) {
    int colon = line.indexOf(": ");
    if (description.isEmpty()) {
      description = line;
    } else if (line.startsWith("not applicable ") && colon > 0) {
      notApplicable.put(line.substring(15, colon), line.substring(colon + 2));
    } else if (colon > 0) {
      header.put(line.substring(0, colon), line.substring(colon + 2).strip());
    } else {
      throw new IllegalArgumentException(id + ": no key in the header's line: " + line);
    }
  }

  private String needed(String key) {
    String value = header.get(key);
    if (value == null) {
      throw new IllegalArgumentException(id + " has no " + key);
    }
    return value;
  }

  private static Map<String, String> sections(List<String> lines) {
    Map<String, StringBuilder> sections = new LinkedHashMap<>();
    StringBuilder current = sections.computeIfAbsent("", _ -> new StringBuilder());
    for (String line : lines) {
      if (line.startsWith(SECTION)) {
        String name = line.substring(SECTION.length()).strip();
        current = sections.computeIfAbsent(name, _ -> new StringBuilder());
      } else {
        current.append(line).append('\n');
      }
    }
    Map<String, String> texts = new LinkedHashMap<>();
    sections.forEach((name, text) -> texts.put(name, text.toString().strip() + "\n"));
    return texts;
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(",? +"));
  }

  /// Limits as the header says them: `memory=64MiB, wall=2s`.
  static Limits limits(String text) {
    Limits limits = Limits.DEFAULT;
    for (String word : words(text)) {
      String[] parts = word.split("=", 2);
      limits = with(limits, parts[0], parts[1]);
    }
    return limits;
  }

  private static Limits with(Limits limits, String name, String value) {
    return switch (name) {
      case "memory" -> limits.withMemory(DataSize.parse(value));
      case "disk" -> limits.withDisk(DataSize.parse(value));
      case "output" -> limits.withOutput(DataSize.parse(value));
      case "wall" -> limits.withWallTime(duration(value));
      case "cpu" -> limits.withCpuTime(duration(value));
      case "processes" -> limits.withProcesses(Integer.parseInt(value));
      case "files" -> limits.withOpenFiles(Integer.parseInt(value));
      case "share" -> limits.withCpuShare(new CpuShare(Integer.parseInt(value)));
      default -> throw new IllegalArgumentException("no such limit: " + name);
    };
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  /// The names of `file NAME` sections.
  static List<String> fileNames(Attack attack) {
    List<String> names = new ArrayList<>();
    for (String section : attack.sections().keySet()) {
      if (section.startsWith("file ")) {
        names.add(section.substring("file ".length()));
      }
    }
    return names;
  }
}
