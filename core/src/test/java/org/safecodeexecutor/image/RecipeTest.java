package org.safecodeexecutor.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.api.InvalidSubmission;
import org.safecodeexecutor.api.RuntimeId;

class RecipeTest {
  static final String MINIMAL =
      """
      {"name": "tiny", "suite": "bookworm", "packages": ["dash"], "setup": [], "command": ["/bin/sh"],
       "preload": []}
      """;

  @Test
  void theDefaultRecipeIsPythonFromBookworm() {
    Recipe recipe = Recipe.named(RuntimeId.PYTHON);

    assertThat(recipe.id()).isEqualTo(RuntimeId.PYTHON);
    assertThat(recipe.suite()).isEqualTo("bookworm");
    assertThat(recipe.command()).containsExactly("/usr/bin/python3");
    assertThat(recipe.packages()).contains("python3", "python3-requests", "tzdata");
  }

  @Test
  void aNameWithoutARecipeIsRefused() {
    assertThatThrownBy(() -> Recipe.named(new RuntimeId("cobol")))
        .isInstanceOf(InvalidSubmission.class)
        .hasMessage("no recipe of that name: cobol");
  }

  @Test
  void anUnknownFieldIsRefusedByName() {
    assertThatThrownBy(() -> Recipe.parse(MINIMAL.replace("{", "{\"preloaded\": [], ")))
        .isInstanceOf(InvalidSubmission.class)
        .hasMessageContaining("preloaded");
  }

  @Test
  void aMissingFieldIsRefusedByName() {
    assertThatThrownBy(() -> Recipe.parse(MINIMAL.replace("\"setup\": [], ", "")))
        .isInstanceOf(InvalidSubmission.class)
        .hasMessageContaining("setup");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--setup-hook=id", "?essential", "a b", "../x", ""})
  void aPackageThatIsNoNameIsRefused(String name) {
    assertThatThrownBy(() -> Recipe.parse(MINIMAL.replace("\"dash\"", "\"" + name + "\"")))
        .isInstanceOf(InvalidSubmission.class)
        .hasMessageStartingWith("not the name of a package");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-c", "os; print", "1st", ""})
  void aModuleThatIsNoNameIsRefused(String name) {
    String recipe = MINIMAL.replace("\"preload\": []", "\"preload\": [\"" + name + "\"]");
    assertThatThrownBy(() -> Recipe.parse(recipe))
        .isInstanceOf(InvalidSubmission.class)
        .hasMessageStartingWith("not a module");
  }

  @Test
  void aRelativeCommandIsRefused() {
    assertThatThrownBy(() -> Recipe.parse(MINIMAL.replace("/bin/sh", "sh")))
        .isInstanceOf(InvalidSubmission.class)
        .hasMessageContaining("absolute path");
  }
}
