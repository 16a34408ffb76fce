package org.safecodeexecutor.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.safecodeexecutor.api.RuntimeId;
import org.safecodeexecutor.api.SandboxException;
import org.safecodeexecutor.api.SandboxesConfig;
import org.safecodeexecutor.engine.Engine;
import org.safecodeexecutor.engine.Remark;
import org.safecodeexecutor.engine.container.OciRuntime;
import org.safecodeexecutor.image.ImageCatalogue;
import org.safecodeexecutor.isolation.CgroupTree;
import org.safecodeexecutor.isolation.HostPrograms;
import org.safecodeexecutor.isolation.Privilege;
import org.safecodeexecutor.local.Check.Status;

/// Examines the host: what is there, and what hostile probe programs could and could not do in a
/// sandbox.
public final class Doctor {
  private static final long LEAST_DISK = 1L << 30;
  private static final Path NAMESPACES = Path.of("/proc/sys/user/max_user_namespaces");
  private static final Path APPARMOR =
      Path.of("/proc/sys/kernel/apparmor_restrict_unprivileged_userns");

  private static final Path UNPRIVILEGED = Path.of("/proc/sys/kernel/unprivileged_userns_clone");

  private Doctor() {}

  /// Runs every check in order; takes a second or two. Never throws: what cannot be examined is a
  /// failed check.
  public static List<Check> examine(SandboxesConfig config) {
    if (EnginesByName.isInstalledApart(config.engine())) {
      return examineApart(config);
    }
    List<Check> checks = new ArrayList<>();
    checks.add(KernelCheck.here(config.engine()));
    checks.add(found("user", () -> privileged(config), user -> pass("user", user)));
    checks.add(pass("engine", EngineChoice.of(config).text()));
    checks.add(runtime(config.ociRuntime()));
    checks.add(gvisor(config));
    checks.add(found("control groups", CgroupTree::detect, Doctor::cgroups));
    checks.add(found("swap", CgroupTree::detect, Doctor::swap));
    checks.add(userNamespaces());
    checks.addAll(delegation());
    checks.add(HostUsers.check(config.firstHostId()));
    checks.add(disk(config.dataDirectory()));
    checks.add(image(config));
    checks.addAll(probes(config, checks));
    return List.copyOf(checks);
  }

  /// For an engine that has its own needs, and says what is missing when it is opened.
  private static List<Check> examineApart(SandboxesConfig config) {
    List<Check> checks = new ArrayList<>();
    checks.add(HostUsers.check(config.firstHostId()));
    checks.add(disk(config.dataDirectory()));
    checks.addAll(engine(config));
    checks.addAll(probes(config, checks));
    return List.copyOf(checks);
  }

  private static List<Check> engine(SandboxesConfig config) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        found(
            config.engine(),
            () -> {
              try (Engine engine = EnginesByName.open(config)) {
                engine.remarks().forEach(remark -> checks.add(check(remark)));
                return engine.runtime();
              }
            },
            text -> pass(config.engine(), text)));
    return checks.reversed();
  }

  static Check check(Remark remark) {
    Status status = remark.advice().isEmpty() ? Status.PASS : Status.WARN;
    return new Check(remark.name(), status, remark.found(), remark.advice());
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static String privileged(SandboxesConfig config) {
    Privilege.require(config.firstHostId());
    return "root";
  }

  private static Check runtime(String name) {
    return HostPrograms.find(name).isPresent() || name.contains("/")
        ? found("oci runtime", () -> OciRuntime.find(name), Doctor::runtime)
        : Distribution.here().missing("oci runtime", Status.FAIL, name + " is not installed", name);
  }

  private static Check runtime(OciRuntime runtime) {
    return RuntimeAdvisories.knownIn(runtime.version())
        .map(advisory ->
            new Check(
                "oci runtime",
                Status.WARN,
                runtime.version() + ", open to " + advisory,
                RuntimeAdvisories.FIX))
        .orElseGet(() -> pass("oci runtime", runtime.version() + " at " + runtime.program()));
  }

  private static Check gvisor(SandboxesConfig config) {
    if (config.gvisor() == SandboxesConfig.Gvisor.OFF) {
      return pass("gvisor", "switched off (sandboxes.gvisor)");
    }
    try {
      OciRuntime runsc = OciRuntime.find("runsc");
      return pass("gvisor", runsc.version() + ", " + runsc.flags().getFirst());
    } catch (SandboxException absent) {
      boolean required = config.gvisor() == SandboxesConfig.Gvisor.REQUIRED;
      return Distribution.here()
          .missing(
              "gvisor",
              required ? Status.FAIL : Status.WARN,
              "runsc is not installed: isolation \"gvisor\" is refused",
              "runsc");
    }
  }

  private static Check cgroups(CgroupTree cgroups) {
    return pass("control groups", "version " + cgroups.version() + " with cpu, memory, pids");
  }

  private static Check swap(CgroupTree cgroups) {
    cgroups.requireNoSwap();
    return pass("swap", cgroups.countsSwap() ? "switched off for each run" : "this host has none");
  }

  /// What a user who is not root may do without root's help.
  private static List<Check> delegation() {
    return isRoot() ? List.of() : List.of(Delegation.here());
  }

  private static Check userNamespaces() {
    return UserNamespaces.check(
        new UserNamespaces.Settings(
            isRoot(), number(NAMESPACES), number(APPARMOR), number(UNPRIVILEGED)));
  }

  private static Check disk(Path dataDirectory) {
    try {
      Path existing = dataDirectory;
      while (!Files.exists(existing) && existing.getParent() != null) {
        existing = existing.getParent();
      }
      long free = Files.getFileStore(existing).getUsableSpace();
      String found = "%s, %.1f GiB free".formatted(dataDirectory, free / (double) (1L << 30));
      return free >= LEAST_DISK
          ? pass("data directory", found)
          : new Check(
              "data directory", Status.WARN, found, "free some space: an image takes 200 MiB");
    } catch (IOException e) {
      return fail("data directory", dataDirectory + ": " + e.getMessage(), "choose another one");
    }
  }

  private static Check image(SandboxesConfig config) {
    return new ImageCatalogue(config.dataDirectory())
        .find(RuntimeId.PYTHON)
        .map(image -> pass("image", image.id() + " " + image.digest()))
        .orElseGet(Doctor::missingImage);
  }

  private static Check missingImage() {
    String found = "\"python\" is not built";
    return HostPrograms.find("mmdebstrap").isPresent()
        ? new Check("image", Status.FAIL, found, new Remedy.BuildImage(RuntimeId.PYTHON))
        : Distribution.here()
            .missing("image", Status.FAIL, found + ", which takes mmdebstrap", "mmdebstrap");
  }

  /// The hostile programs, unless something that they need is missing.
  private static List<Check> probes(SandboxesConfig config, List<Check> before) {
    if (before.stream().anyMatch(check -> check.status() == Status.FAIL)) {
      return List.of(fail("probes", "not tried", "solve the above first"));
    }
    try {
      return Proof.examine(config);
    } catch (SandboxException e) {
      return List.of(fail("probes", String.valueOf(e.getMessage()), ""));
    }
  }

  private static <T> Check found(String name, Supplier<T> look, Function<T, Check> judge) {
    try {
      return judge.apply(look.get());
    } catch (SandboxException e) {
      String[] parts = String.valueOf(e.getMessage()).split("; ", 2);
      return fail(name, parts[0], parts.length == 2 ? parts[1] : "");
    }
  }

  private static long number(Path file) {
    try {
      // not readString: files below /proc/sys answer only the first read, which for an "empty" file
      // is of one byte
      return Long.parseLong(Files.readAllLines(file).getFirst());
    } catch (IOException | NumberFormatException | NoSuchElementException absent) {
      return -1;
    }
  }

  private static Check pass(String name, String found) {
    return new Check(name, Status.PASS, found, "");
  }

  private static Check fail(String name, String found, String fix) {
    return new Check(name, Status.FAIL, found, fix);
  }
}
