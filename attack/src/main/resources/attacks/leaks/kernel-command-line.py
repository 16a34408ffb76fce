# Reads the kernel's command line and configuration.
# source: history 12; proc(5)
# control: host
# not applicable gvisor: it is the one that gVisor's kernel shows to everybody
from attempts import attempt, hidden

for path in ("/proc/cmdline", "/proc/config.gz", "/proc/bootconfig", "/proc/kcore", "/proc/allocinfo"):
    attempt(path, lambda: hidden(path))
