package org.safecodeexecutor.attack;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.safecodeexecutor.api.SourceFile;
import org.safecodeexecutor.api.Submission;
import org.safecodeexecutor.testkit.Programs;
import org.safecodeexecutor.testkit.TestHost;
import tools.jackson.databind.json.JsonMapper;

/// Carries attacks out against one target. For one thread.
final class Campaign {
  private static final Submission CANARY = Submission.python("print(6 * 7)");
  private static final Duration LATE = TestHost.patience(4);
  private static final Duration NEVER = Duration.ofDays(1);
  private static final String UPLOAD =
      """
      POST /run HTTP/1.1
      Host: {{host}}
      Content-Type: application/zip
      Connection: close
      Content-Length:\
      """;
  private final Target target;
  private final Target builder;
  private final Baits baits;
  private String marker = "";

  /// @param builder where the programs run that make archives
  Campaign(Target target, Target builder, Baits baits) {
    this.target = target;
    this.builder = builder;
    this.baits = baits;
  }

  /// Carries out an attack; what it did to the host and to others counts like what it printed.
  Verdict verdict(Attack attack) {
    for (String kind : target.kinds()) {
      if (attack.notApplicable().containsKey(kind)) {
        return new Verdict.NotApplicable(attack.notApplicable().get(kind));
      }
    }
    marker = "marker-" + UUID.randomUUID();
    Witness witness = Witness.of(baits, marker);
    Verdict verdict = carryOut(attack);
    return verdict instanceof Verdict.Escaped
        ? verdict
        : aftermath(witness).<Verdict>map(Verdict.Escaped::new).orElse(verdict);
  }

  private Optional<String> aftermath(Witness witness) {
    if (target.kind().equals("host")) {
      return witness.objection();
    }
    Answer canary = target.run(CANARY);
    if (!canary.stdout().strip().equals("42")) {
      canary = target.run(CANARY); // a place may not be free again yet
    }
    return canary.stdout().strip().equals("42")
        ? witness.objection()
        : Optional.of("afterwards other programs do not run: " + canary.complaint());
  }

  private Verdict carryOut(Attack attack) {
    return switch (attack.kind()) {
      case PROGRAM -> judge(attack, attack.program());
      case PAIR -> pair(attack);
      case SEQUENCE -> sequence(attack);
      case ARCHIVE -> archive(attack);
      case REQUEST -> request(attack, attack.program(), new byte[0]);
    };
  }

  private Verdict judge(Attack attack, String program) {
    return judge(attack, target.run(submission(attack, program)));
  }

  private Verdict judge(Attack attack, Answer answer) {
    boolean late = !target.kind().equals("http") && answer.time().compareTo(latest(attack)) > 0;
    return late
        ? new Verdict.Escaped("answered only after " + answer.time().toMillis() + " ms")
        : Judge.of(attack, answer);
  }

  private Duration latest(Attack attack) {
    return TestHost.unhurried(attack.limits())
        .wallTime()
        .plus(target.kind().equals("host") ? NEVER : LATE);
  }

  private Verdict pair(Attack attack) {
    try (Target.Background victim = target.start(submission(attack, attack.section("victim")))) {
      Verdict verdict = judge(attack, attack.program());
      // a victim that has something to say ends by itself
      return attack.section("victim").contains("ALLOWED")
          ? Judge.worst(judge(attack, victim.await()), verdict)
          : verdict;
    }
  }

  private Verdict sequence(Attack attack) {
    Verdict first = judge(attack, attack.section("first"));
    Verdict last = judge(attack, attack.program());
    return Judge.worst(first, last);
  }

  /// Here the archive is nothing but bytes.
  private Verdict archive(Attack attack) {
    Answer made = builder.run(submission(attack, attack.program()));
    byte[] zip;
    try {
      zip = Base64.getMimeDecoder().decode(made.stdout().strip());
    } catch (IllegalArgumentException e) {
      return new Verdict.NotApplicable("no verdict: the archive was not made: " + made.complaint());
    }
    return request(attack, UPLOAD + " " + zip.length, zip);
  }

  private Verdict request(Attack attack, String text, byte[] more) {
    Optional<URI> address = target.address();
    if (address.isEmpty()) {
      return new Verdict.NotApplicable("no verdict: it takes no requests");
    }
    byte[] start =
        RawRequest.bytes(baits.fillIn(text).replace("{{host}}", address.get().getAuthority()));
    byte[] all = Arrays.copyOf(start, start.length + more.length);
    System.arraycopy(more, 0, all, start.length, more.length);
    return Judge.of(attack, RawRequest.send(address.get(), all, baits.secrets(), silence()));
  }

  /// How long a service says nothing that has said all: the naive one answers at once.
  private Duration silence() {
    return target.kind().equals("host") ? Duration.ofMillis(200) : Duration.ofSeconds(1);
  }

  /// `{{marker}}` is of this attack alone. `{{long}}` is longer than the time limit: ours is one
  /// second in such attacks, that of other services is unknown, and a host has none.
  private String fillIn(String text) {
    return baits.fillIn(text.replace("{{marker}}", marker).replace("{{long}}", seconds()));
  }

  private String seconds() {
    return switch (target.kind()) {
      case "http" -> "25";
      case "host" -> "0.5";
      default -> "2.5";
    };
  }

  /// Makes a module importable from one file, which is all that some services take.
  private static String module(String name, String source) {
    return """
    import sys, types
    _module = types.ModuleType("%1$s")
    exec(%2$s, _module.__dict__)
    sys.modules["%1$s"] = _module
    """
        .formatted(name, JsonMapper.shared().writeValueAsString(source));
  }

  private static String helper(Attack attack) {
    return attack.kind() == Attack.Kind.ARCHIVE
        ? module("archives", Resources.text("/archives.py"))
        : module("attempts", Programs.text("attempts"));
  }

  private Submission submission(Attack attack, String program) {
    List<SourceFile> files = new ArrayList<>();
    files.add(SourceFile.ofText(Submission.SCRIPT, fillIn(helper(attack) + program)));
    for (String name : AttackFile.fileNames(attack)) {
      files.add(SourceFile.ofText(name, fillIn(attack.section("file " + name))));
    }
    return Submission.python(files, Submission.SCRIPT)
        .withLimits(TestHost.unhurried(attack.limits()));
  }
}
