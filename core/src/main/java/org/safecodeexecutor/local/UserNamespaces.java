package org.safecodeexecutor.local;

import java.util.List;
import org.safecodeexecutor.local.Check.Status;

/// Whether user namespaces can be made, by root and by others. Pure.
final class UserNamespaces {
  private static final String APPARMOR_FIX =
      "start as root, who is not concerned; for a rootless Docker: a profile for rootlesskit (docs/troubleshooting.md),"
          + " or for every program: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";

  private static final String CLONE_FIX =
      "start as root, who is not concerned, or: sudo sysctl -w kernel.unprivileged_userns_clone=1";

  private UserNamespaces() {}

  /// The kernel's settings; -1 for those that it does not have.
  ///
  /// @param root whether this user is root
  /// @param most `user.max_user_namespaces`
  /// @param appArmor `kernel.apparmor_restrict_unprivileged_userns`: 1 from Ubuntu 23.10 on
  /// @param others `kernel.unprivileged_userns_clone`, of Debian's kernels
  record Settings(boolean root, long most, long appArmor, long others) {}

  static Check check(Settings settings) {
    if (settings.most() == 0) {
      Remedy allow = new Remedy.Execute(List.of("sysctl", "-w", "user.max_user_namespaces=15000"));
      return new Check("user namespaces", Status.FAIL, "switched off", allow);
    }
    if (settings.appArmor() == 1) {
      return settings.root()
          ? pass("for root; AppArmor keeps them from other users")
          : warn("AppArmor keeps them from users other than root", APPARMOR_FIX);
    }
    if (settings.others() == 0 && !settings.root()) {
      return warn("switched off for users other than root", CLONE_FIX);
    }
    return pass("up to " + settings.most());
  }

  private static Check pass(String found) {
    return new Check("user namespaces", Status.PASS, found, "");
  }

  private static Check warn(String found, String fix) {
    return new Check("user namespaces", Status.WARN, found, fix);
  }
}
