# Learns which files of the image a neighbour opens, by a watch.
# source: own; inotify(7)
# control: host
# kind: pair
import ctypes
import os
import select

from attempts import attempt

libc = ctypes.CDLL(None, use_errno=True)


def watch():
    descriptor = libc.inotify_init()
    if descriptor < 0 or libc.inotify_add_watch(descriptor, os.__file__.encode(), 0x20) < 0:
        raise OSError(ctypes.get_errno(), "inotify")
    if not select.select([descriptor], [], [], 1)[0]:
        raise OSError(11, "nothing was seen")


attempt("see it open a file", watch)

# === victim
import os
import time

print('ready', flush=True)
end = time.monotonic() + 2
while time.monotonic() < end:
    open(os.__file__, "rb").read(1)
    time.sleep(0.05)
