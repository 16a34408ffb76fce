package org.safecodeexecutor.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", ".", "..", "../x", "/etc/passwd", "a/../../x", "a/..", "a/./b", "./a", "a//b",
        "a/", "//a", "C:\\x", "C:x", "a\\b", "..\\x", "a\0b", "a\nb", "a\u007f", "\u0001",
            "a/ /../b"
      })
  void pathThatLeadsElsewhereIsRefused(String path) {
    assertThatExceptionOfType(InvalidSubmission.class)
        .isThrownBy(() -> SourceFile.ofText(path, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a/b/c.py",
        "...",
        "..a",
        "a..",
        "-rf",
        "ü/😀 x.txt",
        ".hidden",
        "$(id)",
        "*"
      })
  void plainPathIsAllowed(String path) {
    assertThat(SourceFile.ofText(path, "").path()).isEqualTo(path);
  }

  @Test
  void allowedPathNeverLeavesTheDirectory() {
    Random random = new Random(7);
    String[] parts = {"a", "..", ".", "", "/", "\\", "b c", ":", "ü", "\0", "...", "a/b"};
    Path root = Path.of("/workspace");
    for (int i = 0; i < 20_000; i++) {
      List<String> names = new ArrayList<>();
      for (int n = 1 + random.nextInt(5); n > 0; n--) {
        names.add(parts[random.nextInt(parts.length)]);
      }
      String path = String.join("/", names);
      if (isAllowed(path)) {
        assertThat(root.resolve(path))
            .isEqualTo(root.resolve(path).normalize())
            .startsWithRaw(root);
      }
    }
  }

  private static boolean isAllowed(String path) {
    try {
      SourceFile.checkPath(path);
      return true;
    } catch (InvalidSubmission e) {
      return false;
    }
  }

  @Test
  void pathTooLongOrTooDeepIsRefused() {
    for (String path :
        List.of(
            "x".repeat(256),
            "ü".repeat(128),
            "a/".repeat(32) + "a",
            ("x".repeat(200) + "/").repeat(6) + "x")) {
      assertThatExceptionOfType(InvalidSubmission.class)
          .isThrownBy(() -> SourceFile.checkPath(path));
    }
    assertThatCode(() -> SourceFile.checkPath("a/".repeat(31) + "x".repeat(255)))
        .doesNotThrowAnyException();
  }

  @Test
  void messageAboutAPathIsShortAndPrintable() {
    assertThatExceptionOfType(InvalidSubmission.class)
        .isThrownBy(() -> SourceFile.checkPath("\u001b[31m" + "x".repeat(5000) + "\n"))
        .satisfies(e -> assertThat(e.getMessage()).matches("\\p{Print}{1,200}"));
  }

  @Test
  void twoFilesWithOnePathAreRefused() {
    assertRefused(List.of(file("a.py"), file("a.py")), "a.py");
  }

  @Test
  void pathThatIsFileAndFolderIsRefused() {
    assertRefused(List.of(file("a"), file("a/b/c")), "a");
  }

  @Test
  void entryThatIsNoFileIsRefused() {
    assertRefused(List.of(file("a.py")), "b.py");
    assertRefused(List.of(file("a/b.py")), "a");
    assertRefused(List.of(), "a.py");
  }

  private static void assertRefused(List<SourceFile> files, String entry) {
    assertThatExceptionOfType(InvalidSubmission.class)
        .isThrownBy(() -> Submission.python(files, entry));
  }

  private static SourceFile file(String path) {
    return SourceFile.ofText(path, "");
  }

  @Test
  void argumentsThatNoSystemCallTakesAreRefused() {
    Submission submission = Submission.python("");
    for (List<String> arguments :
        List.of(List.of("a\0b"), List.of("x".repeat(4097)), Collections.nCopies(257, "x"))) {
      assertThatExceptionOfType(InvalidSubmission.class)
          .isThrownBy(() -> submission.withArguments(arguments));
    }
  }

  @Test
  void laterChangesOfTheCallersListsChangeNothing() {
    List<SourceFile> files = new ArrayList<>(List.of(file("a.py")));
    Submission submission = Submission.python(files, "a.py");
    files.clear();
    assertThat(submission.files()).hasSize(1);
  }

  @Test
  void contentIsACopyAndNotShownByToString() {
    byte[] bytes = {'s', 'e', 'c'};
    Content content = Content.of(bytes);
    bytes[0] = 'x';
    assertThat(content.text()).isEqualTo("sec");
    assertThat(content).hasToString("3 bytes").isEqualTo(Content.ofText("sec"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "Python", "a b", "-a", "a-", "a/b", "a.b", "ü", "a\n"})
  void nameOfARuntimeThatCouldBeAPathIsRefused(String name) {
    assertThatExceptionOfType(InvalidSubmission.class).isThrownBy(() -> new RuntimeId(name));
  }

  @Test
  void nameOfARuntimeHasAtMost64Characters() {
    assertThat(new RuntimeId("a".repeat(64)).name()).hasSize(64);
    assertThatExceptionOfType(InvalidSubmission.class)
        .isThrownBy(() -> new RuntimeId("a".repeat(65)));
  }
}
