package org.safecodeexecutor.http.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.DataSize;
import org.safecodeexecutor.api.Limit;
import org.safecodeexecutor.api.Limits;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.Output;
import org.safecodeexecutor.api.Signal;
import org.safecodeexecutor.http.FakeSandboxes;

/// Each fate of a program and what the caller reads of it.
class OutcomeMapperTest {
  @Test
  void successIsOutputAndErrorsOnlyWhenThereAreAny() {
    assertThat(answer(new Outcome.Exited(0), "4\n", ""))
        .isEqualTo(new Answer(200, Map.of(), Map.of("output", "4\n")));
    assertThat(answer(new Outcome.Exited(0), "", "w").body())
        .isEqualTo(Map.of("output", "", "stderr", "w"));
  }

  @Test
  void exitCodeIsTold() {
    Answer answer = answer(new Outcome.Exited(7), "out", "err");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            Map.of("error", "Execution failed", "stdout", "out", "stderr", "err", "exit_code", 7));
    assertThat(answer.body().keySet()).containsExactly("error", "stdout", "stderr", "exit_code");
  }

  @Test
  void signalIsToldWithTheExitCodeOfAShell() {
    Answer answer = answer(new Outcome.Signaled(new Signal(11)), "", "");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .containsEntry("error", "Execution failed")
        .containsEntry("signal", "SIGSEGV")
        .containsEntry("exit_code", 139);
  }

  @ParameterizedTest
  @CsvSource({
    "WALL_TIME, 408, Execution timed out after 10 seconds",
    "CPU_TIME, 408, CPU time limit exceeded (10 seconds)",
    "MEMORY, 400, Process killed: out-of-memory (container exceeded memory limit)",
    "OUTPUT, 400, Output limit exceeded (1 MiB)",
    "PROCESSES, 400, Process limit exceeded (64)",
    "DISK, 400, Disk limit exceeded (0 B)",
    "OPEN_FILES, 400, Open file limit exceeded (256)",
    "CPU_SHARE, 400, CPU share exceeded (0.5)"
  })
  void limitsAreNamedWithTheirValues(Limit limit, int status, String message) {
    Answer answer = answer(new Outcome.LimitExceeded(limit), "so far", "warned");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body())
        .isEqualTo(Map.of("error", message, "stdout", "so far", "stderr", "warned"));
  }

  @ParameterizedTest
  @EnumSource(Limit.class)
  void everyLimitIsAnError(Limit limit) {
    assertThat(answer(new Outcome.LimitExceeded(limit), "", "").status()).isBetween(400, 499);
  }

  @Test
  void truncatedOutputSaysSo() {
    Output cut = new Output(Content.ofText("xxx"), true);
    Answer answer =
        OutcomeMapper.answer(
            FakeSandboxes.execution(new Outcome.LimitExceeded(Limit.OUTPUT), cut, Output.EMPTY),
            Limits.DEFAULT);

    assertThat(answer.body()).containsEntry("truncated", true).containsEntry("stdout", "xxx");
  }

  @Test
  void networkUseAndCancellationAreTold() {
    assertThat(answer(new Outcome.PolicyViolation(Outcome.Policy.NETWORK, 1), "", "trace").body())
        .isEqualTo(
            Map.of(
                "error",
                "Network access is disabled",
                "stdout",
                "",
                "stderr",
                "trace",
                "exit_code",
                1));
    assertThat(answer(new Outcome.Cancelled(), "", "").status()).isEqualTo(503);
  }

  @Test
  void outputThatIsNoUtf8IsReplaced() {
    Output odd = new Output(Content.of(new byte[] {'a', (byte) 0xff, 'b'}), false);

    assertThat(
            OutcomeMapper.answer(
                    FakeSandboxes.execution(new Outcome.Exited(0), odd, Output.EMPTY),
                    Limits.DEFAULT)
                .body())
        .containsEntry("output", "a\ufffdb");
  }

  @ParameterizedTest
  @CsvSource({
    "10000, 10 seconds",
    "1000, 1 second",
    "500, 0.5 seconds",
    "1500, 1.5 seconds",
    "100000, 100 seconds",
    "1, 0.001 seconds"
  })
  void timesAreWrittenInSeconds(long millis, String text) {
    assertThat(OutcomeMapper.seconds(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void sizesAreWrittenWithASpace() {
    assertThat(OutcomeMapper.size(DataSize.ofMebibytes(1))).isEqualTo("1 MiB");
    assertThat(OutcomeMapper.size(DataSize.ofBytes(1500))).isEqualTo("1500 B");
    assertThat(OutcomeMapper.size(DataSize.ofKibibytes(64))).isEqualTo("64 KiB");
  }

  private static Answer answer(Outcome outcome, String stdout, String stderr) {
    return OutcomeMapper.answer(FakeSandboxes.execution(outcome, stdout, stderr), Limits.DEFAULT);
  }
}
