# Reads a neighbour's System V messages.
# source: history 40
# control: host
# kind: pair
from attempts import attempt, call

attempt("its queue", lambda: call(68, 0x5CE5, 0))

# === victim
import ctypes

libc = ctypes.CDLL(None)
queue = libc.msgget(0x5CE5, 0o1666)

import time
print('ready', flush=True)
time.sleep(3)
libc.msgctl(queue, 0, None)
