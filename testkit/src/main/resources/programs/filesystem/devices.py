"""Tries to make device nodes and to open the host's devices."""
import os
import stat

from attempts import attempt

for name, kind, major, minor in (
    ("memory", stat.S_IFCHR, 1, 1),
    ("first disk", stat.S_IFBLK, 8, 0),
    ("virtual disk", stat.S_IFBLK, 254, 0),
    ("fuse", stat.S_IFCHR, 10, 229),
    ("null, which is harmless", stat.S_IFCHR, 1, 3),
):
    attempt(f"mknod {name}", lambda: os.mknod("/dev/shm/node", kind | 0o600, os.makedev(major, minor)))
for path in ("/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/fuse", "/dev/kvm", "/dev/net/tun", "/dev/console"):
    attempt(f"open {path}", lambda: os.open(path, os.O_RDWR))
