package org.safecodeexecutor.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.InvalidSubmission;
import org.safecodeexecutor.api.SourceFile;

/// Which files a project has, and which of them starts.
class ZipProjectTest {
  @Test
  void mainAtTheTopIsTheEntry() {
    Project project = read(Zips.of("helper.py", "main.py", "data/table.csv"));

    assertThat(project.entry()).isEqualTo("main.py");
    assertThat(paths(project)).containsExactly("helper.py", "main.py", "data/table.csv");
  }

  @Test
  void contentArrivesUnchanged() {
    byte[] content = new byte[70_000];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31);
    }

    Project project = read(new Zips().add("main.py", "1").add("blob", content).build());

    assertThat(project.files().get(1)).isEqualTo(new SourceFile("blob", Content.of(content)));
  }

  @Test
  void packageMainIsTheEntryWhenThereIsNoMain() {
    assertThat(read(Zips.of("a.py", "__main__.py")).entry()).isEqualTo("__main__.py");
    assertThat(read(Zips.of("__main__.py", "main.py")).entry()).isEqualTo("main.py");
  }

  @Test
  void singleTopFolderIsStripped() {
    Project project = read(Zips.of("app/", "app/main.py", "app/lib/util.py"));

    assertThat(project.entry()).isEqualTo("main.py");
    assertThat(paths(project)).containsExactly("main.py", "lib/util.py");
  }

  @Test
  void onlyOneTopFolderIsStripped() {
    assertThat(paths(read(Zips.of("a/b/tool.py", "a/b/c.txt"))))
        .containsExactly("b/tool.py", "b/c.txt");
  }

  @Test
  void onlyScriptIsTheEntry() {
    assertThat(read(Zips.of("notes.txt", "src/tool.py")).entry()).isEqualTo("src/tool.py");
  }

  @Test
  void severalScriptsWithoutMainNeedAnEntry() {
    assertRefused(Zips.of("a.py", "b.py"), "no entry point");
    assertThat(read(Zips.of("a.py", "b.py"), "b.py").entry()).isEqualTo("b.py");
  }

  @Test
  void mainInOneOfSeveralFoldersIsNoEntry() {
    assertRefused(Zips.of("a/main.py", "b/other.py"), "no entry point");
  }

  @Test
  void archiveWithoutScriptsHasNoEntryPoint() {
    assertRefused(Zips.of("readme.txt"), "no entry point");
    assertRefused(Zips.of(), "no entry point");
    assertRefused(Zips.of("empty/"), "no entry point");
  }

  @Test
  void namedEntryMayHaveTheStrippedFolderOrNot() {
    byte[] zip = Zips.of("app/main.py", "app/tools/run.py");

    assertThat(read(zip, "app/tools/run.py").entry()).isEqualTo("tools/run.py");
    assertThat(read(zip, "tools/run.py").entry()).isEqualTo("tools/run.py");
  }

  @Test
  void namedEntryMustBeAFileOfTheArchive() {
    byte[] zip = Zips.of("main.py", "lib/util.py");

    for (String entry : new String[] {"", "lib", "lib/", "other.py", "../main.py", "./main.py"}) {
      assertThatThrownBy(() -> read(zip, entry))
          .isInstanceOf(InvalidSubmission.class)
          .hasMessageStartingWith("the entry is not a file of the zip: \"" + entry);
    }
  }

  @Test
  void litterOfMacsIsIgnored() {
    Project project =
        read(Zips.of("app/main.py", "app/.DS_Store", "__MACOSX/app/._main.py", ".DS_Store"));

    assertThat(paths(project)).containsExactly("main.py");
  }

  @Test
  void namesOfOurOwnFilesAreOrdinaryNames() {
    assertThat(
            paths(
                read(Zips.of("main.py", "script.py", "stdin", "stdout", "run.sh", "config.json"))))
        .hasSize(6);
  }

  @Test
  void namesMayBeInAnyScript() {
    assertThat(paths(read(Zips.of("main.py", "数据/naïve.txt")))).contains("数据/naïve.txt");
  }

  private static List<String> paths(Project project) {
    return project.files().stream().map(SourceFile::path).toList();
  }

  private static void assertRefused(byte[] zip, String message) {
    assertThatThrownBy(() -> read(zip))
        .isInstanceOf(InvalidSubmission.class)
        .hasMessageContaining(message);
  }

  private static Project read(byte[] zip) {
    return ZipProject.read(Content.of(zip), ZipLimits.DEFAULT, Optional.empty());
  }

  private static Project read(byte[] zip, String entry) {
    return ZipProject.read(zip, ZipLimits.DEFAULT, Optional.of(entry));
  }
}
