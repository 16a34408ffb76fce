package org.safecodeexecutor.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final List<Attack> ALL = Catalogue.all();
  private static final Path DOCUMENT = Path.of("../docs/attacks.md");

  @Test
  void thereAreManyAttacksOfEveryCategory() {
    assertThat(ALL).hasSizeGreaterThanOrEqualTo(150);
    assertThat(ALL.stream().map(Attack::category).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.allOf(Category.class));
  }

  @Test
  void noTwoAttacksAreTheSame() {
    assertThat(ALL).extracting(Attack::description).doesNotHaveDuplicates();
    assertThat(ALL).extracting(Attack::sections).doesNotHaveDuplicates();
  }

  @Test
  void fewAttacksAreWithoutControlAndEachSaysWhy() {
    List<Attack> without =
        ALL.stream().filter(attack -> attack.control().startsWith("none")).toList();
    assertThat(without).hasSizeLessThan(ALL.size() / 3).allMatch(a -> a.control().length() > 15);
  }

  @Test
  void whatHappenedToOthersIsTriedOrCannotHappen() {
    for (History row : History.all()) {
      assertThat(!row.notApplicable().isEmpty() || ALL.stream().anyMatch(row::isTriedBy))
          .as("%d, %s", row.number(), row.where())
          .isTrue();
    }
    assertThat(History.all()).hasSizeGreaterThanOrEqualTo(41);
  }

  @Test
  void documentListsTheCatalogue() throws IOException {
    String document = Files.readString(DOCUMENT);
    String expected = CatalogueTable.of(ALL, History.all());
    assertThat(document).as("paste this into docs/attacks.md").contains(expected);
  }

  @Test
  void outputOfAProgramIsTextInTheReport() {
    Attack attack = ALL.getFirst();
    Result result =
        new Result(
            attack, new Verdict.Escaped("<script>alert(1)</script>"), "works", Duration.ZERO);
    Report report = new Report(LocalDate.EPOCH, "test", List.of(result), Optional.empty());
    assertThat(HtmlReport.of(report)).doesNotContain("<script>").contains("&lt;script&gt;");
    assertThat(report.hasEscapes()).isTrue();
  }

  @Test
  void allowedLineIsAnEscapeHoweverTheProgramEnded() {
    Attack attack =
        AttackFile.parse(
            "time/x", "# X.\n# source: own\n# control: host\n# contained: WALL_TIME\nprint()");
    assertThat(Judge.of(attack, answer("a: ALLOWED (x)\n", "WALL_TIME")).word())
        .isEqualTo("escaped");
    assertThat(Judge.of(attack, answer("a: refused (x)\n", "exit code 0")).word())
        .isEqualTo("contained");
    assertThat(Judge.of(attack, answer("", "WALL_TIME")).word()).isEqualTo("contained");
    assertThat(Judge.of(attack, answer("", "exit code 1")).word()).isEqualTo("not applicable");
    assertThat(attack.notApplicable()).isEqualTo(Map.of());
  }

  private static Answer answer(String stdout, String end) {
    return new Answer(stdout, "", end, Duration.ZERO);
  }
}
