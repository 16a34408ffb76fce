package org.safecodeexecutor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.RuntimeId;

/// Examines the image that `./sce test` has built, in the data directory `SCE_TEST_DATA`.
class RealImageTest {
  private static final String IMPORTS =
      """
      import importlib
      names = '''argparse asyncio base64 bz2 collections ctypes curses dataclasses datetime dbm.gnu
          decimal distutils.core email.message fractions functools hashlib http.client inspect json
          lib2to3.main logging lzma multiprocessing.pool pathlib pydoc random re readline requests
          secrets socket sqlite3 ssl statistics subprocess tempfile threading typing unittest
          urllib.request uuid venv xml.etree.ElementTree zipfile zoneinfo'''.split()
      for name in names:
          importlib.import_module(name)
      """;

  private static Path root = Path.of("/nonexistent");

  @BeforeAll
  static void findTheImage() {
    String data = System.getenv("SCE_TEST_DATA");
    if (data == null) {
      unavailable("SCE_TEST_DATA is not set: run ./sce test");
    } else {
      root =
          new ImageCatalogue(Path.of(data))
              .find(RuntimeId.PYTHON)
              .map(RuntimeImage::rootfs)
              .orElseGet(() -> unavailable("there is no image in " + data));
    }
  }

  private static Path unavailable(String why) {
    return "true".equals(System.getenv("SCE_REQUIRED")) ? fail(why) : abort(why);
  }

  private static List<Path> files(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.filter(wanted).toList();
    }
  }

  private static int attribute(Path path, String name) {
    try {
      return (Integer) Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isOther(Path path) {
    return !Files.isSymbolicLink(path)
        && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void noFileRaisesPrivileges() throws IOException {
    assertThat(files(path -> (attribute(path, "mode") & 06000) != 0)).isEmpty();
  }

  @Test
  void thereAreNoDevicesPipesOrSockets() throws IOException {
    assertThat(files(RealImageTest::isOther)).isEmpty();
  }

  @Test
  void onlyTmpIsWritableForOthers() throws IOException {
    assertThat(files(path -> !Files.isSymbolicLink(path) && (attribute(path, "mode") & 0022) != 0))
        .containsExactly(root.resolve("tmp"));
  }

  @Test
  void everythingBelongsToRootAndIsReadable() throws IOException {
    assertThat(files(path -> attribute(path, "uid") != 0 || attribute(path, "gid") != 0)).isEmpty();
    assertThat(files(path -> (attribute(path, "mode") & 0004) == 0)).isEmpty();
  }

  @Test
  void everyLibraryModuleIsCompiled() throws IOException {
    List<Path> sources =
        files(path -> path.toString().endsWith(".py") && path.startsWith(root.resolve("usr/lib")));

    assertThat(sources).hasSizeGreaterThan(500).allSatisfy(RealImageTest::isCompiled);
  }

  private static void isCompiled(Path source) {
    String name = source.getFileName().toString().replaceAll("\\.py$", "");
    assertThat(source.resolveSibling("__pycache__").resolve(name + ".cpython-311.pyc")).exists();
  }

  /// `python3 -v` says of each module whether it came from the compiled file or the source.
  @Test
  void importsCompileNothing() {
    Queue<String> heard = new ConcurrentLinkedQueue<>();

    HostCommand.Result result =
        new HostCommand(
                List.of(
                    "chroot", root.toString(), "/usr/bin/python3", "-I", "-B", "-v", "-c", IMPORTS),
                "chroot is not installed")
            .run(heard::add);

    assertThat(result.exitCode()).as(String.join("\n", result.lastLines())).isZero();
    assertThat(heard).noneMatch(line -> line.startsWith("# code object from /usr/lib/python3"));
    assertThat(heard.stream().filter(line -> line.contains(" matches "))).hasSizeGreaterThan(100);
  }
}
