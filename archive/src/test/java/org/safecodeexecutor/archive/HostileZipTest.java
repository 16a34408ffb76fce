package org.safecodeexecutor.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.InvalidSubmission;

/// Archives that are made to hurt. Each refusal is preceded, where the archive is patched, by an
/// honest twin that is accepted: [#honestTwinsAreAccepted].
class HostileZipTest {
  @Test
  void honestTwinsAreAccepted() {
    assertThatCode(() -> read(Zips.of("main.py", "other.py"))).doesNotThrowAnyException();
    assertThatCode(() -> read(new Zips().addWithMode("main.py", 0100644, "1").build()))
        .doesNotThrowAnyException();
    assertThatCode(() -> read(new Zips().addWithMode("d/", 040755, "").add("main.py", "").build()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.py",
        "a/../../evil.py",
        "/evil.py",
        "a//evil.py",
        "./evil.py",
        "a/..",
        "//evil.py",
        "C:/evil.py",
        "C:evil.py",
        "a\\evil.py",
        "..\\evil.py",
        "evil\u0000.py",
        "evil\n.py",
        "evil\u007f.py",
        "/",
        "../"
      })
  void pathsThatLeaveTheFolderAreRefused(String name) {
    // an archive writer cleans some of these names: write a harmless one and patch it
    String harmless = "x".repeat(name.getBytes(StandardCharsets.UTF_8).length);
    byte[] zip = Zips.rename(Zips.of("main.py", harmless + "!"), harmless + "!", name + "!");
    byte[] bare = Zips.rename(Zips.of("main.py", harmless), harmless, name);

    assertThatThrownBy(() -> read(bare)).isInstanceOf(InvalidSubmission.class);
    if (!name.endsWith("/") && !name.endsWith("..")) {
      assertThatThrownBy(() -> read(zip))
          .isInstanceOf(InvalidSubmission.class)
          .hasMessageStartingWith("path");
    }
  }

  @Test
  void deepAndLongPathsAreRefused() {
    assertRefused(Zips.of("main.py", "d/".repeat(1000) + "f"), "too long or too deep");
    assertRefused(Zips.of("main.py", "n".repeat(256)), "too long");
  }

  @ParameterizedTest
  @CsvSource({
    "main.py, 0120777", // symbolic link
    "stdin, 0120777",
    "link/, 0120777", // with a trailing slash
    "fifo, 0010644",
    "device, 0020644",
    "disk, 0060644",
    "socket, 0140644",
    "folder, 0040755", // a folder without the slash
    "file/, 0100644" // a file with one
  })
  void specialEntriesAreRefused(String name, String octalMode) {
    int mode = Integer.parseInt(octalMode, 8);
    Zips zips = new Zips();
    if (!name.equals("main.py")) {
      zips.add("main.py", "1");
    }

    assertRefused(
        zips.addWithMode(name, mode, name.endsWith("/") ? "" : "/etc/passwd").build(),
        "plain files");
  }

  @Test
  void symlinkIsRefusedWhateverSystemItClaimsToComeFrom() {
    byte[] zip = new Zips().add("main.py", "1").addWithMode("l", Zips.SYMLINK, "/etc").build();
    zip[Zips.directoryEntry(zip, 1) + 5] = 0; // "made by MS-DOS"

    assertRefused(zip, "plain files");
  }

  @Test
  void folderWithContentIsRefused() {
    byte[] zip = Zips.rename(Zips.of("main.py", "folder!"), "folder!", "folder/");

    assertRefused(zip, "a folder has content");
  }

  @Test
  void encryptedFilesAreRefused() {
    byte[] directoryOnly = Zips.of("main.py");
    Zips.patch16(directoryOnly, Zips.directoryEntry(directoryOnly, 0) + 8, 1);
    byte[] headerOnly = Zips.of("main.py");
    Zips.patch16(headerOnly, Zips.localHeader(headerOnly, 0) + 6, 1);

    assertRefused(directoryOnly, "encrypted");
    assertRefused(headerOnly, "encrypted");
  }

  @Test
  void rareCompressionMethodsAreRefused() {
    byte[] zip = Zips.of("main.py");
    Zips.patch16(zip, Zips.directoryEntry(zip, 0) + 10, 6);
    Zips.patch16(zip, Zips.localHeader(zip, 0) + 8, 6);

    assertRefused(zip, "only stored and deflated");
  }

  @Test
  void sameNameTwiceIsRefused() {
    assertRefused(Zips.rename(Zips.of("main.py", "mbin.py"), "mbin.py", "main.py"), "two entries");
    assertRefused(Zips.rename(Zips.of("main.py", "d/", "e/"), "e/", "d/"), "two entries");
  }

  @ParameterizedTest
  @CsvSource({
    "a.py, A.py",
    "dir/a, DIR/b",
    "\u00e9.txt, e\u0301.txt", // composed and decomposed
    "straße, STRASSE",
    "ﬁle, file" // a ligature
  })
  void namesThatDifferOnlyInFormAreRefused(String one, String other) {
    assertRefused(Zips.of("main.py", one, other), "differ only in case or in Unicode form");
  }

  @Test
  void nameOfFileAndFolderAtOnceIsRefused() {
    assertRefused(Zips.of("main.py", "a", "a/b"), "both a file and a folder");
    assertRefused(Zips.of("main.py", "a/b", "a"), "both a file and a folder");
    assertRefused(Zips.of("main.py", "a", "a/"), "both a file and a folder");
  }

  @Test
  void namesThatAreNotUtf8AreRefused() {
    byte[] zip = Zips.rename(Zips.of("main.py", "x!y.txt"), "x!y", "x\u00ffy");

    assertRefused(zip, "not UTF-8");
  }

  @Test
  void entriesAreCounted() {
    String[] names = IntStream.range(0, 500).mapToObj(i -> i + ".txt").toArray(String[]::new);
    names[0] = "main.py";

    assertThat(read(Zips.of(names)).files()).hasSize(500);

    String[] more = Arrays.copyOf(names, 501);
    more[500] = "one-too-many";
    assertRefused(Zips.of(more), "the zip has 501 entries; at most 500 are accepted");
  }

  @Test
  void entriesAreCountedThoughTheEndRecordSaysFewer() {
    byte[] zip = Zips.of("main.py", "other.py");
    Zips.patch16(Zips.patch16(zip, Zips.end(zip) + 8, 1), Zips.end(zip) + 10, 1);

    assertRefused(zip, "damaged");
  }

  @Test
  void unpackedSizeMayReachTheLimitAndNotPassIt() {
    ZipLimits limits = new ZipLimits(500, DataSize.ofBytes(1000));

    assertThatCode(() -> read(new Zips().add("main.py", new byte[1000]).build(), limits))
        .doesNotThrowAnyException();
    assertThatThrownBy(() ->
            read(new Zips().add("main.py", new byte[600]).add("b", new byte[401]).build(), limits))
        .isInstanceOf(InvalidSubmission.class)
        .hasMessage("the zip unpacks to more than 1000B");
  }

  @Test
  void bombThatSaysItIsSmallIsStoppedByCounting() {
    byte[] zip = new Zips().add("main.py", new byte[64 << 20]).build();
    Zips.patch32(zip, Zips.directoryEntry(zip, 0) + 24, 10);

    assertThat(zip.length).isLessThan(100_000);
    assertRefused(zip, "the zip unpacks to more than 20MiB");
  }

  @Test
  void ignoredFilesAreNotUnpacked() {
    byte[] zip = new Zips().add("main.py", "1").add("__MACOSX/bomb", new byte[64 << 20]).build();

    assertThat(read(zip).files()).hasSize(1);
  }

  @Test
  void filesThatShareBytesAreRefused() {
    byte[] zip = new Zips().add("main.py", "1").add("b.py", "22").build();
    int first = Zips.localHeader(zip, 0);
    byte[] same = zip.clone();
    Zips.patch32(same, Zips.directoryEntry(same, 1) + 42, first);
    byte[] nested = zip.clone();
    int size = Zips.localHeader(zip, 1);
    Zips.patch32(nested, Zips.directoryEntry(nested, 0) + 20, size);

    assertRefused(same, "overlap");
    assertRefused(nested, "overlap");
  }

  /// Found by fuzzing: a reader that goes from file to file sees one more than the directory lists.
  @Test
  void fileThatNoDirectoryListsIsRefused() {
    assertRefused(withHiddenFile(), "between");
  }

  /// Compressed bytes say themselves where they end.
  @Test
  void fileBehindTheEndOfCompressedBytesIsRefused() {
    byte[] zip = withHiddenFile();
    int directory = Zips.directoryEntry(zip, 0);
    int content = Zips.localHeader(zip, 0) + 30 + "main.py".length();
    assertRefused(
        Zips.patch32(zip, directory + 20, directory - content), "behind the end of a file");
  }

  private static byte[] withHiddenFile() {
    byte[] listed = Zips.of("main.py");
    byte[] hidden = Zips.of("hidden.py");
    int cut = Zips.directoryEntry(listed, 0);
    int more = Zips.directoryEntry(hidden, 0);
    byte[] both = new byte[listed.length + more];
    System.arraycopy(listed, 0, both, 0, cut);
    System.arraycopy(hidden, 0, both, cut, more);
    System.arraycopy(listed, cut, both, cut + more, listed.length - cut);
    return Zips.patch32(both, Zips.end(both) + 16, cut + more);
  }

  @Test
  void headersThatContradictEachOtherAreRefused() {
    byte[] name = Zips.of("main.py", "safe.py");
    name[Zips.localHeader(name, 1) + 30] = 'X';
    byte[] method = Zips.of("main.py");
    Zips.patch16(method, Zips.localHeader(method, 0) + 8, 0);

    // found by fuzzing: whoever reads from the beginning sees a file of another size
    byte[] size = Zips.of("main.py");
    Zips.patch32(size, Zips.localHeader(size, 0) + 22, 3);
    byte[] streamed = Zips.of("main.py");
    Zips.patch16(streamed, Zips.localHeader(streamed, 0) + 6, 0);

    for (byte[] zip : List.of(name, method, size, streamed)) {
      assertRefused(zip, "its two tables of contents differ");
    }
  }

  @Test
  void wrongSizesAndChecksumsAreRefused() {
    byte[] size = Zips.of("main.py");
    Zips.patch32(size, Zips.directoryEntry(size, 0) + 24, 3);
    byte[] checksum = Zips.of("main.py");
    Zips.patch32(checksum, Zips.directoryEntry(checksum, 0) + 16, 42);

    assertRefused(size, "size or checksum");
    assertRefused(checksum, "size or checksum");
  }

  @Test
  void secondNameOfAnEntryIsNotUsed() {
    byte[] zip =
        new Zips()
            .add("main.py", "1")
            .add(withUnicodePath("data.txt", "../evil"), new byte[] {1})
            .build();

    assertThat(read(zip).files().get(1).path()).isEqualTo("data.txt");
  }

  private static ZipArchiveEntry withUnicodePath(String name, String other) {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.addExtraField(
        new org.apache.commons.compress.archivers.zip.UnicodePathExtraField(
            other, name.getBytes(StandardCharsets.UTF_8)));
    return entry;
  }

  @Test
  void zip64ArchivesAreRefused() {
    byte[] zip = new Zips().zip64().add("main.py", "1").build();

    assertRefused(zip, "zip64");
  }

  @Test
  void archiveInSeveralPartsIsRefused() {
    byte[] zip = Zips.of("main.py");
    Zips.patch16(zip, Zips.end(zip) + 4, 3);

    assertRefused(zip, "several parts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "P", "PK", "hello, world", "\u001f\u008b\u0008 gzip", "#!/bin/sh\n"})
  void whatIsNoZipIsRefused(String text) {
    assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(InvalidSubmission.class)
        .hasMessage("not a zip archive");
  }

  @Test
  void bytesBeforeAndBehindAnArchiveAreRefused() {
    byte[] zip = Zips.of("main.py");
    byte[] before = new byte[zip.length + 4];
    System.arraycopy(zip, 0, before, 4, zip.length);
    byte[] behind = Arrays.copyOf(zip, zip.length + 1);

    assertRefused(before, "not a zip");
    assertRefused(behind, "bytes behind its end");
  }

  @Test
  void truncatedArchivesAreRefusedAtEveryLength() {
    byte[] zip = Zips.of("main.py", "data.txt");

    for (int length = 0; length < zip.length; length++) {
      byte[] cut = Arrays.copyOf(zip, length);
      assertThatThrownBy(() -> read(cut))
          .as("cut to %d bytes", length)
          .isInstanceOf(InvalidSubmission.class);
    }
  }

  @Test
  void randomDamageIsNeverAFailureOfOurs() {
    byte[] zip = new Zips().add("main.py", "print(1)".repeat(50)).add("d/data", "x").build();
    Random random = new Random(20261121);

    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = zip.clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(read(damaged).files()).hasSizeLessThanOrEqualTo(2);
      } catch (InvalidSubmission refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }

  private static void assertRefused(byte[] zip, String message) {
    assertThatThrownBy(() -> read(zip))
        .isInstanceOf(InvalidSubmission.class)
        .hasMessageContaining(message);
  }

  private static Project read(byte[] zip) {
    return read(zip, ZipLimits.DEFAULT);
  }

  private static Project read(byte[] zip, ZipLimits limits) {
    return ZipProject.read(zip, limits, Optional.empty());
  }
}
