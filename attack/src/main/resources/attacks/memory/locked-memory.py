# Locks memory, so that it can never be reclaimed.
# source: mlock(2)
# control: host
# contained: MEMORY
import mmap
import ctypes

from attempts import attempt, call


def lock():
    held = mmap.mmap(-1, 4 << 20)
    return call(149, ctypes.addressof(ctypes.c_char.from_buffer(held)), 4 << 20)


attempt("mlock of 4 MiB", lock)
attempt("mlockall", lambda: call(151, 3))
