package org.safecodeexecutor.isolation;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The system calls that programs may make: `seccomp.json`, where each rule has its reason.
///
/// @param about what the list is
/// @param allow calls that pass
/// @param allowWhen calls that pass if all of a rule's conditions hold; rules for one call are
///   alternatives
/// @param refuseWith calls that fail with an error of their own; every other call fails with EPERM
public record SeccompProfile(
    String about, List<Group> allow, List<Conditional> allowWhen, List<Refusal> refuseWith) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int EPERM = 1;
  private static final Map<String, String> ARCHITECTURES =
      Map.of("amd64", "SCMP_ARCH_X86_64", "aarch64", "SCMP_ARCH_AARCH64");

  public record Group(String reason, List<String> names) {
    private Group without(Set<String> others) {
      return new Group(reason, names.stream().filter(name -> !others.contains(name)).toList());
    }
  }

  /// A rule for one call.
  ///
  /// @param args one to three conditions, each on another argument, of which all must hold
  public record Conditional(String reason, String name, List<Condition> args) {
    private static final int MOST = 3;

    public Conditional {
      args = List.copyOf(args);
      if (args.isEmpty() || args.size() > MOST) {
        throw new IllegalArgumentException(name + " has " + args.size() + " conditions");
      }
    }
  }

  /// As in the OCI runtime specification: the argument at `index`, compared by `op` with `value`
  /// (and `valueTwo`).
  public record Condition(int index, String op, long value, long valueTwo) {}

  public record Refusal(String reason, int errno, List<String> names) {}

  /// Read field by field, at every start of a service: for each record that Jackson makes by itself
  /// the JVM would compile ways to call its constructor.
  public static SeccompProfile load() {
    try (InputStream data = SeccompProfile.class.getResourceAsStream("seccomp.json")) {
      JsonNode json = JSON.readTree(Objects.requireNonNull(data, "seccomp.json"));
      return new SeccompProfile(
          text(json, "about"),
          list(json, "allow", group -> new Group(text(group, "reason"), names(group))),
          list(json, "allowWhen", SeccompProfile::conditional),
          list(json, "refuseWith", SeccompProfile::refusal));
    } catch (IOException e) {
      throw new IllegalStateException("seccomp.json", e);
    }
  }

  private static Conditional conditional(JsonNode json) {
    return new Conditional(
        text(json, "reason"), text(json, "name"), list(json, "args", SeccompProfile::condition));
  }

  private static Condition condition(JsonNode json) {
    return new Condition(
        json.required("index").intValue(),
        text(json, "op"),
        json.required("value").longValue(),
        json.path("valueTwo").asLong(0));
  }

  private static Refusal refusal(JsonNode json) {
    return new Refusal(text(json, "reason"), json.required("errno").intValue(), names(json));
  }

  private static String text(JsonNode json, String field) {
    return json.required(field).stringValue();
  }

  private static List<String> names(JsonNode json) {
    return list(json, "names", JsonNode::stringValue);
  }

  private static <T> List<T> list(JsonNode json, String field, Function<JsonNode, T> element) {
    return json.required(field).valueStream().map(element).toList();
  }

  /// The same, but that these calls pass under these conditions only.
  public SeccompProfile with(List<Conditional> conditions) {
    Set<String> changed = conditions.stream().map(Conditional::name).collect(Collectors.toSet());
    return new SeccompProfile(
        about,
        allow.stream().map(group -> group.without(changed)).toList(),
        Stream.concat(allowWhen.stream(), conditions.stream()).toList(),
        refuseWith);
  }

  /// The `linux.seccomp` object of an OCI configuration.
  ///
  /// SECURITY: calls through the i386 or x32 table, whose numbers mean other calls (isolate 2.6) —
  /// only the native table is listed, so the filter kills a thread that enters through another one.
  public ObjectNode toOci() {
    ObjectNode seccomp = JSON.createObjectNode();
    seccomp.put("defaultAction", "SCMP_ACT_ERRNO").put("defaultErrnoRet", EPERM);
    seccomp.putArray("architectures").add(architecture());
    ArrayNode rules = seccomp.putArray("syscalls");
    for (Group group : allow) {
      rule(rules, group.names(), "SCMP_ACT_ALLOW");
    }
    for (Conditional call : allowWhen) {
      ArrayNode args = rule(rules, List.of(call.name()), "SCMP_ACT_ALLOW").putArray("args");
      call.args().forEach(condition -> args.add(JSON.valueToTree(condition)));
    }
    for (Refusal refusal : refuseWith) {
      rule(rules, refusal.names(), "SCMP_ACT_ERRNO").put("errnoRet", refusal.errno());
    }
    return seccomp;
  }

  /// The same rules as lines for `supervisor/cells.c`, which makes a filter of them without a
  /// container runtime.
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    allow.forEach(group -> group.names().forEach(name -> lines.add("allow " + name)));
    for (Conditional call : allowWhen) {
      StringBuilder line = new StringBuilder("allow " + call.name());
      for (Condition each : call.args()) {
        line.append(
            " %d %s %d %d".formatted(each.index(), each.op(), each.value(), each.valueTwo()));
      }
      lines.add(line.toString());
    }
    for (Refusal refusal : refuseWith) {
      refusal.names().forEach(name -> lines.add("errno " + refusal.errno() + " " + name));
    }
    return lines;
  }

  private static ObjectNode rule(ArrayNode rules, List<String> names, String action) {
    ObjectNode rule = rules.addObject().put("action", action);
    names.forEach(rule.putArray("names")::add);
    return rule;
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return Objects.requireNonNull(ARCHITECTURES.get(name), () -> "no system call list for " + name);
  }
}
