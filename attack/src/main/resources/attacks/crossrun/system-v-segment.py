# Attaches a neighbour's System V segment.
# source: history 19
# control: host
# kind: pair
from attempts import attempt, call

attempt("its segment", lambda: call(29, 0x5CE5, 0, 0))

# === victim
import ctypes

libc = ctypes.CDLL(None)
segment = libc.shmget(0x5CE5, 4096, 0o1666)

import time
print('ready', flush=True)
time.sleep(3)
libc.shmctl(segment, 0, None)
