# Locks every other byte of a file: each lock is memory of the kernel.
# source: own; fcntl(2)
# control: none it takes minutes, since each lock is searched for
# contained: MEMORY
import fcntl
import os

file = os.memfd_create("locked")
total = 0
try:
    for at in range(1, 2_400_000, 2):
        if at % 4096 == 1 and os.times().elapsed - start > 4 if at > 1 else False:
            break
        if at == 1:
            start = os.times().elapsed
        fcntl.lockf(file, fcntl.LOCK_SH, 1, at)
        total += 216
except OSError:
    pass

print("200 MiB:", f"{'ALLOWED' if total >= 200 << 20 else 'refused'} ({total >> 20} MiB held)", flush=True)
