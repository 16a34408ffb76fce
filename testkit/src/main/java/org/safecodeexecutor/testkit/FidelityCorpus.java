package org.safecodeexecutor.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.CpuShare;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.api.Submission;

/// The programs in `resources/fidelity`, by area.
///
/// `AREA/NAME.py` is a program. Beside it may lie `NAME.stdin`, its input, and `NAME.args`: then
/// each line of that is a case of its own, run with the line as its one argument. `AREA/NAME/` is a
/// project; the file `entry` in it names what to start.
final class FidelityCorpus {
  private static final Limits LIMITS =
      Limits.DEFAULT
          .withMemory(DataSize.ofMebibytes(256))
          .withDisk(DataSize.ofMebibytes(8))
          .withOutput(DataSize.ofMebibytes(8))
          .withCpuShare(new CpuShare(1000));

  private final Path root;

  private FidelityCorpus(Path root) {
    this.root = root;
  }

  static List<FidelityCase> read() {
    return inCorpus(root -> new FidelityCorpus(root).cases());
  }

  /// The differences that are meant to be: the name of a case, and behind a colon the reason.
  static Map<String, String> declared() {
    return inCorpus(root -> {
      Map<String, String> reasons = new LinkedHashMap<>();
      for (String line : Files.readAllLines(root.resolve("declared.txt"))) {
        int colon = line.indexOf(": ");
        if (!line.startsWith("#") && colon > 0) {
          reasons.put(line.substring(0, colon), line.substring(colon + 2));
        }
      }
      return reasons;
    });
  }

  private interface Reader<T> {
    T read(Path root) throws IOException;
  }

  private static <T> T inCorpus(Reader<T> reader) {
    try {
      URI uri = Objects.requireNonNull(FidelityCorpus.class.getResource("/fidelity")).toURI();
      if (!uri.getScheme().equals("jar")) {
        return reader.read(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return reader.read(jar.getPath("/fidelity"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<FidelityCase> cases() throws IOException {
    List<FidelityCase> cases = new ArrayList<>();
    for (Path area : list(root)) {
      for (Path program : Files.isDirectory(area) ? list(area) : List.<Path>of()) {
        if (Files.isDirectory(program)) {
          cases.add(project(program));
        } else if (program.toString().endsWith(".py")) {
          addScript(program, cases);
        }
      }
    }
    return cases;
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private void addScript(Path program, List<FidelityCase> cases) throws IOException {
    String name = root.relativize(program).toString().replaceFirst("\\.py$", "");
    SourceFile file = new SourceFile(Submission.SCRIPT, Content.of(Files.readAllBytes(program)));
    Submission script = submission(List.of(file), Submission.SCRIPT);
    Path stdin = root.resolve(name + ".stdin");
    if (Files.exists(stdin)) {
      script = script.withStdin(Content.of(Files.readAllBytes(stdin)));
    }
    Path arguments = root.resolve(name + ".args");
    if (!Files.exists(arguments)) {
      cases.add(new FidelityCase(name, script));
      return;
    }
    for (String argument : Files.readAllLines(arguments)) {
      cases.add(
          new FidelityCase(name + "[" + argument + "]", script.withArguments(List.of(argument))));
    }
  }

  private FidelityCase project(Path directory) throws IOException {
    String entry = Files.readString(directory.resolve("entry")).strip();
    List<SourceFile> files = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
        String path = directory.relativize(file).toString();
        files.add(new SourceFile(path, Content.of(Files.readAllBytes(file))));
      }
    }
    return new FidelityCase(root.relativize(directory).toString(), submission(files, entry));
  }

  private static Submission submission(List<SourceFile> files, String entry) {
    return Submission.python(files, entry).withLimits(LIMITS);
  }
}
