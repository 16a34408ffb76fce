package org.safecodeexecutor.http.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.safecodeexecutor.api.Isolation;

/// The JSON body of `POST /run`, and every way to get it wrong.
class RunJsonTest {
  private static final int LONGEST = 5000;

  @Test
  void codeAndInputAreRead() {
    assertThat(parse("{\"stdin\": \"in\", \"code\": \"print(1)\"}"))
        .isEqualTo(new RunJson.Run("print(1)", "in", Isolation.STANDARD));
    assertThat(parse("{\"code\": \"1\"}").stdin()).isEmpty();
  }

  @Test
  void isolationIsRead() {
    assertThat(parse("{\"code\": \"1\", \"isolation\": \"gvisor\"}").isolation())
        .isEqualTo(Isolation.GVISOR);
    assertThat(parse("{\"code\": \"1\", \"isolation\": \"standard\"}").isolation())
        .isEqualTo(Isolation.STANDARD);
  }

  @Test
  void lengthIsCountedInCodePoints() {
    String longest = "\ud83d\ude00".repeat(LONGEST);

    assertThat(parse("{\"code\": \"" + longest + "\"}").code()).isEqualTo(longest);
    assertThatThrownBy(() -> parse("{\"code\": \"" + longest + "x\"}"))
        .isInstanceOf(Refusal.class)
        .hasMessage("Code too long (5000 chars max)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | Field \"code\" is missing: expected a non-empty string of Python source",
        "{\"stdin\": \"\"} | Field \"code\" is missing: expected a non-empty string of Python source",
        "{\"code\": \"\"} | Field \"code\" is empty: expected a non-empty string of Python source",
        "{\"code\": 1} | Field \"code\" must be a string, not a number",
        "{\"code\": 1.5} | Field \"code\" must be a string, not a number",
        "{\"code\": null} | Field \"code\" must be a string, not null",
        "{\"code\": true} | Field \"code\" must be a string, not a truth value",
        "{\"code\": [\"1\"]} | Field \"code\" must be a string, not an array",
        "{\"code\": {}} | Field \"code\" must be a string, not an object",
        "{\"code\": \"1\", \"stdin\": 5} | Field \"stdin\" must be a string, not a number",
        "{\"code\": \"1\", \"isolation\": \"none\"} | Field \"isolation\" must be \"standard\" or \"gvisor\"",
        "{\"code\": \"1\", \"code\": \"1\"} | Field \"code\" is given twice",
        "{\"code\": \"1\", \"timeout\": 9} | Unknown field \"timeout\": expected \"code\" and, if needed, \"stdin\" and \"isolation\"",
        "[] | The body must be a JSON object with a field \"code\"",
        "\"code\" | The body must be a JSON object with a field \"code\"",
        "5 | The body must be a JSON object with a field \"code\"",
        "null | The body must be a JSON object with a field \"code\"",
        "`` | The body must be a JSON object with a field \"code\"",
        "{\"code\": \"1\"} {} | The body must be one JSON object and nothing behind it"
      })
  void everyMistakeNamesTheFieldAndWhatWasExpected(String body, String message) {
    assertThatThrownBy(() -> parse(body)).isInstanceOf(Refusal.class).hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"code\"",
        "{\"code\": \"1",
        "{\"code\": \"1\",}",
        "{code: \"1\"}",
        "{'code': '1'}",
        "nonsense",
        "{\"code\": \"\\x\"}",
        "{\"code\": \"a\nb\"}",
        "{\"code\": \"1\"}}",
        "// c\n{}"
      })
  void whatIsNoJsonIsRefused(String body) {
    assertThatThrownBy(() -> parse(body)).isInstanceOf(Refusal.class);
  }

  @Test
  void nestingIsNeverFollowed() {
    String deep = "[".repeat(1_000_000);

    assertThatThrownBy(() -> parse(deep)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> parse("{\"code\": " + deep)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> parse("{\"a\":".repeat(100_000))).isInstanceOf(Refusal.class);
  }

  @Test
  void byteOrderMarkIsSkippedAndOtherEncodingsAreRefused() {
    assertThat(parse("\ufeff{\"code\": \"1\"}").code()).isEqualTo("1");
    for (var charset :
        new java.nio.charset.Charset[] {StandardCharsets.UTF_16, StandardCharsets.UTF_16LE}) {
      assertThatThrownBy(() -> RunJson.parse("{\"code\": \"1\"}".getBytes(charset), LONGEST))
          .isInstanceOf(Refusal.class);
    }
    byte[] invalid = "{\"code\": \"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> RunJson.parse(invalid, LONGEST))
        .hasMessage("The body is not valid UTF-8");
  }

  @Test
  void halfASurrogatePairIsNoCrash() {
    assertThat(parse("{\"code\": \"x = '\\ud800'\"}").code()).hasSize(7);
    assertThatThrownBy(() -> parse("{\"\\ud800\": \"1\"}")).isInstanceOf(Refusal.class);
  }

  @Test
  void longNamesAreNotRepeatedInFull() {
    assertThatThrownBy(() -> parse("{\"" + "n".repeat(10_000) + "\": 1}"))
        .isInstanceOf(Refusal.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
  }

  @Test
  void randomBytesAreRefusedAndNothingWorse() {
    Random random = new Random(20261121);
    byte[] seed =
        "{\"code\": \"print(1)\", \"stdin\": \"\\u00e9\"}".getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] body = seed.clone();
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(RunJson.parse(body, LONGEST).code()).isNotEmpty();
      } catch (Refusal refused) {
        assertThat(refused.status()).isEqualTo(400);
      }
    }
  }

  private static RunJson.Run parse(String body) {
    return RunJson.parse(body.getBytes(StandardCharsets.UTF_8), LONGEST);
  }
}
