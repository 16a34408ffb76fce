# Makes its output pipe huge, takes its reading end too, and leaves it full.
# source: fcntl(2), F_SETPIPE_SZ
# control: none it takes only what it printed itself
# contained: exit code 0
import fcntl
import os

fcntl.fcntl(1, 1031, 1 << 20)
if not os.access("/proc/self/fd/1", os.R_OK):
    print("the reading end: refused", flush=True)
    os._exit(0)
reader = os.open("/proc/self/fd/1", os.O_RDONLY | os.O_NONBLOCK)
os.write(1, b"end: refused (the reader copes)\n")
for _ in range(100):
    try:
        os.write(1, os.read(reader, 4096))
    except OSError:
        pass
