# Opens the host's devices.
# source: history 16 (snekbox, 2019)
# control: host
# not applicable gvisor: the terminals are those of gVisor's kernel, of this sandbox alone
import glob
import os

from attempts import attempt

harmless = {"null", "zero", "full", "random", "urandom", "tty", "stdin", "stdout", "stderr"}
found = [path for path in glob.glob("/dev/*") if not os.path.isdir(path) and os.path.basename(path) not in harmless]
for path in found + ["/dev/mem", "/dev/kmsg", "/dev/net/tun", "/dev/loop-control"]:
    if not os.path.basename(path).startswith("watchdog"):
        attempt(path, lambda: os.open(path, os.O_RDONLY | os.O_NONBLOCK))
