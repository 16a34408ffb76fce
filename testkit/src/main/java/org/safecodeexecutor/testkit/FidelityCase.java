package org.safecodeexecutor.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.safecodeexecutor.api.Content;
import org.safecodeexecutor.api.Execution;
import org.safecodeexecutor.api.Outcome;
import org.safecodeexecutor.api.Output;
import org.safecodeexecutor.api.Submission;

/// One program of the fidelity corpus with its input.
///
/// @param name folder, file and argument, as in `exit/system_exit[None]`
record FidelityCase(String name, Submission submission) {
  /// What a caller can tell of a run: two runs with equal ones are the same to everybody. Only the
  /// addresses of objects are made equal, which differ between any two runs.
  record Behaviour(Outcome outcome, Output stdout, Output stderr) {
    private static final Pattern ADDRESS = Pattern.compile("0x(0000)?7[0-9a-f]{11}");

    static Behaviour of(Execution execution) {
      return new Behaviour(
          execution.outcome(),
          withoutAddresses(execution.stdout()),
          withoutAddresses(execution.stderr()));
    }

    /// Latin-1 has a character for each byte, so nothing is lost on the way.
    private static Output withoutAddresses(Output output) {
      String text = new String(output.content().toByteArray(), StandardCharsets.ISO_8859_1);
      byte[] masked =
          ADDRESS.matcher(text).replaceAll("0x...").getBytes(StandardCharsets.ISO_8859_1);
      return new Output(Content.of(masked), output.truncated());
    }

    /// What differs, for a person to read: the first line of each stream that is not the same.
    String difference(Behaviour other) {
      return "outcome: %s, %s%nstdout: %s%nstderr: %s"
          .formatted(
              outcome,
              other.outcome,
              difference(stdout, other.stdout),
              difference(stderr, other.stderr));
    }

    private static String difference(Output one, Output other) {
      byte[] left = one.content().toByteArray();
      byte[] right = other.content().toByteArray();
      int at = Arrays.mismatch(left, right);
      return at < 0
          ? "equal"
          : around(one.text(), at) + "%n   but: ".formatted() + around(other.text(), at);
    }

    private static String around(String text, int at) {
      int from = Math.clamp(at - 150L, 0, text.length());
      return text.substring(from, Math.clamp(at + 1200L, from, text.length()));
    }
  }
}
