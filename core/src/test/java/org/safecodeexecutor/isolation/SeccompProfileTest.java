package org.safecodeexecutor.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.safecodeexecutor.isolation.SeccompProfile.Group;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SeccompProfileTest {
  private final SeccompProfile profile = SeccompProfile.load();

  private Set<String> allowed() {
    return profile.allow().stream()
        .map(Group::names)
        .flatMap(List::stream)
        .collect(Collectors.toSet());
  }

  @Test
  void nothingThatTheDesignRulesOutIsAllowed() {
    assertThat(allowed())
        .doesNotContain(
            "unshare",
            "setns",
            "mount",
            "umount2",
            "mount_setattr",
            "move_mount",
            "fsopen",
            "open_tree",
            "pivot_root",
            "chroot",
            "clone",
            "clone3",
            "ptrace",
            "process_vm_readv",
            "process_vm_writev",
            "pidfd_getfd",
            "bpf",
            "perf_event_open",
            "keyctl",
            "add_key",
            "request_key",
            "io_uring_setup",
            "io_uring_enter",
            "io_uring_register",
            "userfaultfd",
            "open_by_handle_at",
            "name_to_handle_at",
            "personality",
            "inotify_init",
            "inotify_init1",
            "ioctl",
            "mmap",
            "memfd_create",
            "shmget",
            "socket",
            "socketpair",
            "kexec_load",
            "init_module",
            "finit_module",
            "reboot",
            "swapon",
            "settimeofday",
            "clock_settime",
            "sethostname",
            "quotactl",
            "iopl",
            "ioperm",
            "modify_ldt",
            "syslog",
            "acct",
            "fanotify_init",
            "seccomp",
            "sync",
            "syncfs",
            "memfd_secret",
            "process_madvise",
            "kcmp",
            "lookup_dcookie",
            "vhangup",
            "mbind",
            "move_pages",
            "migrate_pages");
  }

  @Test
  void allThatTheFileSaysIsRead() throws IOException {
    try (InputStream data = SeccompProfile.class.getResourceAsStream("seccomp.json")) {
      JsonNode file = JsonMapper.shared().readTree(data);
      file.path("allowWhen")
          .valueStream()
          .flatMap(call -> call.path("args").valueStream())
          .filter(condition -> !condition.has("valueTwo"))
          .forEach(condition -> ((ObjectNode) condition).put("valueTwo", 0));

      assertThat(JsonMapper.shared().writeValueAsString(profile)).isEqualTo(file.toString());
    }
  }

  @Test
  void noCallStandsTwice() {
    List<String> all =
        Stream.concat(
                profile.allow().stream().flatMap(group -> group.names().stream()),
                profile.refuseWith().stream().flatMap(refusal -> refusal.names().stream()))
            .toList();
    assertThat(all).doesNotHaveDuplicates();
  }

  @Test
  void ruleOfSeveralConditionsIsOneLine() {
    assertThat(profile.toLines())
        .contains("allow socket 0 SCMP_CMP_EQ 2 0 1 SCMP_CMP_MASKED_EQ 15 1 2 SCMP_CMP_EQ 6 0");
  }

  @Test
  void everyRuleHasAReason() {
    assertThat(profile.allow()).allMatch(group -> !group.reason().isBlank());
    assertThat(profile.allowWhen()).allMatch(call -> !call.reason().isBlank());
    assertThat(profile.refuseWith()).allMatch(refusal -> !refusal.reason().isBlank());
  }

  @Test
  void onlyTheNativeTableOfSystemCallsIsListed() {
    assertThat(profile.toOci().get("architectures")).hasSize(1);
  }
}
