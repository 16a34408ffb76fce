package org.safecodeexecutor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SanitiserTest {
  @TempDir private Path temporary;
  private Path root;

  @BeforeEach
  void makeAnImage() throws IOException {
    assumeTrue(
        (Integer) Files.getAttribute(temporary, "unix:uid") == 0,
        "only root can give files to root");
    root = Files.createDirectory(temporary.resolve("rootfs"));
  }

  private Path file(String path, int mode) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "content");
    Files.setAttribute(file, "unix:mode", mode);
    return file;
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
  }

  @Test
  void setUserAndGroupBitsAreRemoved() throws IOException {
    Path su = file("usr/bin/su", 04755);
    Path chage = file("usr/bin/chage", 02755);

    Sanitiser.sanitise(root);

    assertThat(mode(su)).isEqualTo(0755);
    assertThat(mode(chage)).isEqualTo(0755);
  }

  @Test
  void nothingStaysWritableForOthersButTmp() throws IOException {
    Path open = file("usr/share/open", 0666);
    Files.setAttribute(root.resolve("usr/share"), "unix:mode", 03777);

    Sanitiser.sanitise(root);

    assertThat(mode(open)).isEqualTo(0644);
    assertThat(mode(root.resolve("usr/share"))).isEqualTo(0755);
    assertThat(mode(root.resolve("tmp"))).isEqualTo(01777);
  }

  @Test
  void whatOnlyRootCouldReadBecomesReadable() throws IOException {
    Path secret = file("usr/lib/data", 0600);
    Path program = file("usr/bin/program", 0700);
    Files.setAttribute(root.resolve("usr/bin"), "unix:mode", 0700);

    Sanitiser.sanitise(root);

    assertThat(mode(secret)).isEqualTo(0644);
    assertThat(mode(program)).isEqualTo(0755);
    assertThat(mode(root.resolve("usr/bin"))).isEqualTo(0755);
  }

  @Test
  void everyFileAndLinkBelongsToRoot() throws IOException {
    Path shadow = file("usr/bin/shadow", 0755);
    Files.setAttribute(shadow, "unix:gid", 42);
    Path link = Files.createSymbolicLink(root.resolve("usr/bin/link"), Path.of("nowhere"));
    Files.setAttribute(link, "unix:uid", 7, LinkOption.NOFOLLOW_LINKS);

    Sanitiser.sanitise(root);

    assertThat(Files.getAttribute(shadow, "unix:gid")).isEqualTo(0);
    assertThat(Files.getAttribute(link, "unix:uid", LinkOption.NOFOLLOW_LINKS)).isEqualTo(0);
  }

  @Test
  void aLinkToAFileOfTheHostLeavesThatFileAlone() throws IOException {
    Path host = Files.writeString(temporary.resolve("host"), "precious");
    Files.setAttribute(host, "unix:uid", 7);
    Files.setAttribute(host, "unix:mode", 04600);
    Files.createDirectories(root.resolve("usr"));
    Files.createSymbolicLink(root.resolve("usr/link"), host);

    Sanitiser.sanitise(root);

    assertThat(mode(host)).isEqualTo(04600);
    assertThat(Files.getAttribute(host, "unix:uid")).isEqualTo(7);
    assertThat(host).hasContent("precious");
  }

  @Test
  void pipesAndDevicesAreRemovedWhereverTheyAre() throws Exception {
    Files.createDirectories(root.resolve("usr/lib"));
    Path pipe = root.resolve("usr/lib/pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    Sanitiser.sanitise(root);

    assertThat(pipe).doesNotExist();
    assertThat(root.resolve("usr/lib")).isEmptyDirectory();
  }

  @Test
  void mountPointsAreThereAndEmpty() throws IOException {
    file("dev/null", 0666);
    file("run/lock", 0644);

    Sanitiser.sanitise(root);

    assertThat(root.resolve("dev")).isEmptyDirectory();
    assertThat(root.resolve("run")).isEmptyDirectory();
    assertThat(root.resolve("proc")).isEmptyDirectory();
    assertThat(root.resolve("workspace")).isEmptyDirectory();
    assertThat(root.resolve(".sce/supervisor")).isEmptyFile();
  }

  @Test
  void whatDiffersFromHostToHostIsRemoved() throws IOException {
    file("etc/machine-id", 0444);
    file("etc/apt/sources.list", 0644);
    file("etc/ssh/ssh_host_rsa_key", 0600);
    file("var/log/dpkg.log", 0644);

    Sanitiser.sanitise(root);

    assertThat(root.resolve("etc")).isEmptyDirectory();
    assertThat(root.resolve("var/log")).isEmptyDirectory();
  }
}
