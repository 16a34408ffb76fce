package org.safecodeexecutor.attack;

import java.util.List;
import java.util.Optional;

/// Decides by what attacks printed. The lines are those of the testkit's `attempts.py`: `NAME:
/// refused (WHY)`, `NAME: ALLOWED (RESULT)`, `NAME: BROKEN (ERROR)`.
final class Judge {
  private Judge() {}

  /// The verdict on one run of an attack.
  static Verdict of(Attack attack, Answer answer) {
    List<String> allowed = lines(answer, ": ALLOWED");
    if (!allowed.isEmpty()) {
      return new Verdict.Escaped(summary(allowed));
    }
    if (attack.contained().contains(answer.end())) {
      return new Verdict.Contained("ended by its limit: " + answer.end());
    }
    List<String> broken = lines(answer, ": BROKEN");
    List<String> refused = lines(answer, ": refused");
    if (broken.isEmpty() && !refused.isEmpty()) {
      return new Verdict.Contained(summary(refused));
    }
    String why = broken.isEmpty() ? answer.complaint() : broken.getFirst();
    return new Verdict.NotApplicable("no verdict: " + why);
  }

  /// Of several runs, the worst; without any escape, that of the last.
  static Verdict worst(Verdict first, Verdict last) {
    return first instanceof Verdict.Escaped ? first : last;
  }

  /// The verdict on bytes sent to a service.
  static Verdict of(Attack attack, RawAnswer answer) {
    Optional<String> secret = answer.secrets().stream().findFirst();
    if (secret.isPresent()) {
      return new Verdict.Escaped("the answer shows " + secret.get());
    }
    if (answer.text().contains(": ALLOWED")) {
      return new Verdict.Escaped("its program says: " + answer.body());
    }
    if (answer.statuses().size() > 1) {
      return new Verdict.Escaped("answered more than once: " + answer.statuses());
    }
    String status = answer.statuses().isEmpty() ? "closed" : answer.statuses().getFirst();
    return attack.contained().contains(status) || answer.text().contains(": refused")
        ? new Verdict.Contained("answered " + status)
        : new Verdict.Escaped("answered " + status + ": " + answer.body());
  }

  private static List<String> lines(Answer answer, String mark) {
    return answer.stdout().lines().filter(line -> line.contains(mark)).toList();
  }

  private static String summary(List<String> lines) {
    String more = lines.size() == 1 ? "" : " and %d more".formatted(lines.size() - 1);
    String first = lines.getFirst();
    return (first.length() > 160 ? first.substring(0, 160) + "…" : first) + more;
  }
}
