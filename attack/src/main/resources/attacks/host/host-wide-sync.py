# Has every file system of the host written out, again and again.
# source: sync(2)
# control: host
import ctypes
import os
import time

libc = ctypes.CDLL(None, use_errno=True)
from attempts import attempt, call

attempt("syncfs of the image", lambda: call(306, os.open("/", os.O_RDONLY)))
start = time.monotonic()
for _ in range(1000):
    libc.sync()
print("sync:", f"refused (a thousand in {time.monotonic() - start:.3f} s)" if time.monotonic() - start < 1 else "ALLOWED (it takes time)")
