package org.safecodeexecutor.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// All attacks: the files below `resources/attacks`, `CATEGORY/NAME.py` and `CATEGORY/NAME.http`.
final class Catalogue {
  private static final String ROOT = "/attacks";

  private Catalogue() {}

  /// In the order of categories and names.
  static List<Attack> all() {
    try {
      URI uri = Objects.requireNonNull(Catalogue.class.getResource(ROOT)).toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return read(jar.getPath(ROOT));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Attack> read(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> read(root, file))
          .sorted(Comparator.comparing(Attack::category).thenComparing(Attack::id))
          .toList();
    }
  }

  private static Attack read(Path root, Path file) {
    try {
      String name = root.relativize(file).toString();
      return AttackFile.parse(name.substring(0, name.lastIndexOf('.')), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
