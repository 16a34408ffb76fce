# Overflows its stack in C, again and again, in children.
# source: own
# control: none a plain interpreter has no supervisor
import os

for _ in range(5):
    if os.fork() == 0:
        import ctypes
        ctypes.string_at(0)
    os.wait()
print("crashes: refused (only its own)")
