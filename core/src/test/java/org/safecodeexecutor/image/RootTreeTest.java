package org.safecodeexecutor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootTreeTest {
  @TempDir private Path temporary;
  private Path outside;
  private Path root;
  private RootTree tree;

  @BeforeEach
  void makeAHostFileAndAnImage() throws IOException {
    outside = Files.createDirectory(temporary.resolve("host"));
    Files.writeString(outside.resolve("passwd"), "precious");
    root = Files.createDirectory(temporary.resolve("rootfs"));
    tree = new RootTree(root);
  }

  @Test
  void writingReplacesALinkInsteadOfItsTarget() throws IOException {
    Files.createDirectory(root.resolve("etc"));
    Files.createSymbolicLink(root.resolve("etc/passwd"), outside.resolve("passwd"));

    tree.write("etc/passwd", "new");

    assertThat(root.resolve("etc/passwd")).hasContent("new").isRegularFile();
    assertThat(outside.resolve("passwd")).hasContent("precious");
  }

  @Test
  void noPathGoesThroughALinkedDirectory() throws IOException {
    Files.createSymbolicLink(root.resolve("etc"), outside);

    assertThatThrownBy(() -> tree.write("etc/passwd", "new"))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> tree.remove("etc/passwd")).isInstanceOf(NotDirectoryException.class);
    assertThat(outside.resolve("passwd")).hasContent("precious");
  }

  @Test
  void emptyingALinkedDirectoryLeavesItsTargetAlone() throws IOException {
    Files.createSymbolicLink(root.resolve("run"), outside);

    tree.emptyDirectory("run");

    assertThat(root.resolve("run")).isEmptyDirectory();
    assertThat(Files.isSymbolicLink(root.resolve("run"))).isFalse();
    assertThat(outside.resolve("passwd")).hasContent("precious");
  }

  @Test
  void deletingATreeRemovesItsLinksAndNotWhatTheyPointTo() throws IOException {
    Files.createDirectories(root.resolve("a/b"));
    Files.createSymbolicLink(root.resolve("a/b/directory"), outside);
    Files.createSymbolicLink(root.resolve("a/b/file"), outside.resolve("passwd"));

    RootTree.delete(root);

    assertThat(root).doesNotExist();
    assertThat(outside.resolve("passwd")).hasContent("precious");
  }

  @Test
  void aPathThatLeavesTheImageIsABug() {
    assertThatThrownBy(() -> tree.write("../host/passwd", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.write("/etc/passwd", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void missingParentDirectoriesAreMade() throws IOException {
    tree.write("var/lib/x/file", "text");
    tree.link("var/run", "/run");

    assertThat(root.resolve("var/lib/x/file")).hasContent("text");
    assertThat(Files.readSymbolicLink(root.resolve("var/run"))).isEqualTo(Path.of("/run"));
  }
}
