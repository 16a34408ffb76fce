package org.safecodeexecutor.image;

import java.io.IOException;
import java.nio.file.Path;

/// Writes the few files of `/etc` that describe the machine and its users, the same in every image.
/// Installation scripts, which would have made some of them, are not run.
final class Furnishing {
  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/usr/sbin/nologin
      sandbox:x:1000:1000:sandbox:/workspace:/usr/sbin/nologin
      nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
      """;

  private static final String GROUP =
      """
      root:x:0:
      sandbox:x:1000:
      nogroup:x:65534:
      """;

  private static final String HOSTS =
      """
      127.0.0.1 localhost sandbox
      ::1 localhost ip6-localhost ip6-loopback sandbox
      """;

  /// 192.0.2.1 is in TEST-NET-1 (RFC 5737) and belongs to nobody: looking up a name has to leave
  /// the machine, so that the kernel counts it as an attempt to, and the answer is there at once.
  private static final String RESOLV_CONF =
      """
      nameserver 192.0.2.1
      options timeout:1 attempts:1
      """;

  private static final String NSSWITCH_CONF =
      """
      passwd: files
      group: files
      hosts: files dns
      networks: files
      protocols: files
      services: files
      """;

  private Furnishing() {}

  static void furnish(Path root) throws IOException {
    RootTree tree = new RootTree(root);
    tree.write("etc/passwd", PASSWD);
    tree.write("etc/group", GROUP);
    tree.write("etc/hostname", "sandbox\n");
    tree.write("etc/hosts", HOSTS);
    tree.write("etc/resolv.conf", RESOLV_CONF);
    tree.write("etc/nsswitch.conf", NSSWITCH_CONF);
    tree.write("etc/timezone", "Etc/UTC\n");
    tree.link("etc/localtime", "/usr/share/zoneinfo/Etc/UTC");
    tree.link("etc/mtab", "/proc/self/mounts");
    tree.link("var/run", "/run");
    // for locks of steps of the build; mmdebstrap makes it only for a builder who may make devices
    tree.emptyDirectory("dev/shm");
  }
}
