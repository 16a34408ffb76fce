"""Reserves more than the scratch directory holds (after a test of Piston)."""
import errno
import os

try:
    with open("/tmp/big", "wb") as file:
        os.posix_fallocate(file.fileno(), 0, 64 << 20)
    print("no limit was met")
except OSError as e:
    print(errno.errorcode[e.errno])
