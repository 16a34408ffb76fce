# Fills System V segments and detaches them: they stay without any process.
# source: history 22
# control: host
# contained: MEMORY
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
libc.shmdt.argtypes = [ctypes.c_void_p]
segments = []
for _ in range(50):
    segments.append(libc.shmget(0, 4 << 20, 0o1600))
    address = libc.shmat(segments[-1], None, 0)
    ctypes.memset(address, 1, 4 << 20)
    libc.shmdt(address)
print("200 MiB held: ALLOWED", flush=True)
for segment in segments:
    libc.shmctl(segment, 0, None)
