package org.safecodeexecutor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.safecodeexecutor.api.DependencyUnavailable;
import org.safecodeexecutor.api.InvalidSubmission;
import org.safecodeexecutor.api.RuntimeId;

class ImageBuilderTest {
  private static final RuntimeId TINY = new RuntimeId("tiny");

  @TempDir private Path data;

  @Test
  void anImageOfTheSameRecipeIsNotBuiltAgain() throws IOException {
    Manifest manifest = ImageCatalogueTest.put(data, "1", "2026-01-01T00:00:00Z");

    RuntimeImage image =
        new ImageBuilder(data)
            .build(
                Recipe.parse(RecipeTest.MINIMAL),
                ImageBuilder.Options.DEFAULT,
                ProgressListener.NONE);

    assertThat(image.digest()).isEqualTo(manifest.digest());
  }

  @Test
  void aFailedBuildExplainsItselfAndLeavesNothing() throws IOException {
    assumeTrue((Integer) Files.getAttribute(data, "unix:uid") == 0, "building needs root");
    Path left = Files.createDirectories(data.resolve("images/.building-killed/rootfs/etc"));
    var nowhere = new ImageBuilder.Options(List.of("deb file:/nonexistent bookworm main"), false);

    assertThatThrownBy(() ->
            new ImageBuilder(data)
                .build(Recipe.parse(RecipeTest.MINIMAL), nowhere, ProgressListener.NONE))
        .isInstanceOf(DependencyUnavailable.class)
        .message()
        .containsAnyOf("--mirror", "apt-get install -y mmdebstrap");

    assertThat(left).doesNotExist();
    assertThat(data.resolve("images"))
        .isDirectoryNotContaining(path -> !path.getFileName().toString().equals(".lock"));
  }

  @Test
  void aMirrorThatIsAnOptionIsRefused() {
    assertThatThrownBy(() -> new ImageBuilder.Options(List.of("--setup-hook=id"), false))
        .isInstanceOf(InvalidSubmission.class)
        .hasMessage("not a mirror: --setup-hook=id");
  }

  @Test
  void removingTakesEveryImageOfTheName() throws IOException {
    ImageCatalogueTest.put(data, "1", "2026-01-01T00:00:00Z");
    ImageCatalogueTest.put(data, "2", "2026-01-02T00:00:00Z");
    ImageBuilder builder = new ImageBuilder(data);

    assertThat(builder.remove(RuntimeId.PYTHON)).isFalse();
    assertThat(builder.remove(TINY)).isTrue();
    assertThat(builder.remove(TINY)).isFalse();
    assertThat(new ImageCatalogue(data).list()).isEmpty();
    assertThat(data.resolve("images")).isDirectoryNotContaining("glob:**tiny-*");
  }
}
