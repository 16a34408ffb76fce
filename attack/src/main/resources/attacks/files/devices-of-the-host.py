# Opens the host's devices.
# source: history 16 (snekbox, 2019)
# control: host
# not applicable gvisor: the terminals are those of gVisor's kernel, of this sandbox alone
import errno
import glob
import os

from attempts import attempt


def open_device(path):
    """Raises when the empty device lies over what `path` leads to, as /dev/core of runc leads to /proc/kcore."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if os.fstat(descriptor).st_rdev == os.stat("/dev/null").st_rdev:
        raise OSError(errno.ENODATA, "masked")
    return descriptor


harmless = {"null", "zero", "full", "random", "urandom", "tty", "stdin", "stdout", "stderr"}
found = [path for path in glob.glob("/dev/*") if not os.path.isdir(path) and os.path.basename(path) not in harmless]
for path in found + ["/dev/mem", "/dev/kmsg", "/dev/net/tun", "/dev/loop-control"]:
    if not os.path.basename(path).startswith("watchdog"):
        attempt(path, lambda: open_device(path))
