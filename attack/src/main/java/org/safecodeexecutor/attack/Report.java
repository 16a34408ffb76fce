package org.safecodeexecutor.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// All that came of a campaign.
///
/// @param sweep of system calls, where the target is an engine of ours
record Report(LocalDate date, String target, List<Result> results, Optional<Sweep.Result> sweep) {
  Report {
    results = List.copyOf(results);
  }

  boolean hasEscapes() {
    return results.stream().anyMatch(Result::isEscape)
        || sweep.filter(found -> !found.deviations().isEmpty()).isPresent();
  }

  /// How many results have each verdict, by its word.
  Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String word : List.of("contained", "escaped", "not applicable")) {
      counts.put(word, results.stream().filter(r -> r.verdict().word().equals(word)).count());
    }
    return counts;
  }

  /// How many attacks were shown to work where nothing defends.
  long controls() {
    return results.stream().filter(result -> result.control().equals(Control.WORKS)).count();
  }

  /// Writes `attacks-KIND.json` and `attacks-KIND.html`. Returns the latter.
  Path write(Path directory, String kind) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("attacks-" + kind + ".json"), toJson() + "\n");
    Path page = directory.resolve("attacks-" + kind + ".html");
    return Files.writeString(page, HtmlReport.of(this));
  }

  String toJson() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("date", date.toString());
    all.put("target", target);
    all.put("counts", counts());
    all.put("controlsThatWork", controls());
    all.put("attacks", results.stream().map(Report::row).toList());
    sweep.ifPresent(found -> all.put("systemCalls", found));
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(all);
  }

  private static Map<String, Object> row(Result result) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", result.attack().id());
    row.put("description", result.attack().description());
    row.put("source", result.attack().source());
    row.put("verdict", result.verdict().word());
    row.put("why", result.verdict().why());
    row.put("control", result.control());
    row.put("millis", result.time().toMillis());
    return row;
  }
}
