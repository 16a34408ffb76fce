package org.safecodeexecutor.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.safecodeexecutor.api.RuntimeId;

class ImageCatalogueTest {
  private static final RuntimeId TINY = new RuntimeId("tiny");

  @TempDir private Path data;
  private ImageCatalogue catalogue;

  @BeforeEach
  void openTheCatalogue() {
    catalogue = new ImageCatalogue(data);
  }

  /// Puts an image into a data directory as a build would.
  static Manifest put(Path data, String version, String created) throws IOException {
    Manifest manifest =
        Manifest.of(
            Recipe.parse(RecipeTest.MINIMAL),
            List.of("dash:amd64=" + version),
            Instant.parse(created));
    Path folder = data.resolve("images").resolve(manifest.folder());
    Files.createDirectories(folder.resolve("rootfs"));
    manifest.write(folder);
    return manifest;
  }

  @Test
  void aDataDirectoryThatIsNotThereHasNoImages() {
    assertThat(new ImageCatalogue(data.resolve("missing")).list()).isEmpty();
  }

  @Test
  void anImageIsFoundByItsName() throws IOException {
    Manifest manifest = put(data, "1", "2026-01-01T00:00:00Z");

    assertThat(catalogue.find(TINY))
        .contains(
            new RuntimeImage(
                TINY,
                data.resolve("images").resolve(manifest.folder()).resolve("rootfs"),
                manifest.digest(),
                List.of("/bin/sh"),
                List.of()));
    assertThat(catalogue.find(RuntimeId.PYTHON)).isEmpty();
  }

  @Test
  void ofTwoBuildsTheNewerIsFound() throws IOException {
    put(data, "1", "2026-01-01T00:00:00Z");
    Manifest newer = put(data, "2", "2026-02-01T00:00:00Z");
    put(data, "3", "2025-12-01T00:00:00Z");

    assertThat(catalogue.find(TINY).orElseThrow().digest()).isEqualTo(newer.digest());
    assertThat(catalogue.list()).hasSize(3);
  }

  @Test
  void anUnfinishedImageIsIgnored() throws IOException {
    Files.createDirectories(data.resolve("images/tiny-0123456789ab/rootfs"));
    Manifest complete = put(data, "1", "2026-01-01T00:00:00Z");
    Path images = data.resolve("images");
    Files.move(images.resolve(complete.folder()), images.resolve(".building-123"));

    assertThat(catalogue.list()).isEmpty();
  }

  @Test
  void aManifestThatCannotBeReadHidesOnlyItsImage() throws IOException {
    Path broken = Files.createDirectories(data.resolve("images/tiny-0123456789ab/rootfs"));
    Files.writeString(broken.resolveSibling("image.json"), "{\"digest\": ");
    put(data, "1", "2026-01-01T00:00:00Z");

    assertThat(catalogue.list()).hasSize(1);
  }

  @Test
  void theDigestNamesRecipeAndPackages() throws IOException {
    Manifest first = put(data, "1", "2026-01-01T00:00:00Z");

    assertThat(put(data, "1", "2026-02-01T00:00:00Z").digest()).isEqualTo(first.digest());
    assertThat(put(data, "2", "2026-01-01T00:00:00Z").digest()).isNotEqualTo(first.digest());
    assertThat(first.digest()).matches("[0-9a-f]{64}");
  }

  @Test
  void aManifestIsReadAsItWasWritten() throws IOException {
    Manifest manifest = put(data, "1", "2026-01-01T00:00:00Z");

    assertThat(Manifest.read(data.resolve("images").resolve(manifest.folder())))
        .isEqualTo(manifest);
  }
}
