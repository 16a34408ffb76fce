package org.safecodeexecutor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// All that was measured.
///
/// @param subjects what each of them is, by name
/// @param missing what could not be measured here, and why
/// @param tooNoisy why the figures should not be quoted; empty when they may be
record Report(
    LocalDate date,
    Machine machine,
    Plan plan,
    Noise noise,
    List<String> tooNoisy,
    Map<String, String> subjects,
    List<String> missing,
    List<Row> rows,
    List<Promise> promises) {
  /// Writes `DATE.json` and `DATE.svg`. Returns the former.
  Path write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path json = directory.resolve(date + ".json");
    Files.writeString(json, toJson() + "\n");
    Files.writeString(directory.resolve(date + ".svg"), Plot.of(rows));
    return json;
  }

  String toJson() {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .addModule(
            new SimpleModule()
                .addSerializer(Double.class, new Figure())
                .addSerializer(double.class, new Figure()))
        .build()
        .writeValueAsString(this);
  }

  /// JSON has no word for what is no number but null.
  private static final class Figure extends ValueSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializationContext context) {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }
}
