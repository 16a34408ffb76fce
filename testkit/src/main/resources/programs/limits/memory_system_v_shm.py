"""Fills System V shared memory segments and detaches them: they stay without any process (moby issue 39004)."""
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
libc.shmdt.argtypes = [ctypes.c_void_p]
print("started", flush=True)
for _ in range(50):
    segment = libc.shmget(0, 4 << 20, 0o1600)
    if segment < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    address = libc.shmat(segment, None, 0)
    ctypes.memset(address, 1, 4 << 20)
    libc.shmdt(address)
print("ended")
