"""Fills /dev/shm and prints how many MiB fitted."""
import errno

total = 0
try:
    with open("/dev/shm/big", "wb", buffering=0) as file:
        while total < 256 << 20:
            total += file.write(b"x" * 65536)
except OSError as e:
    assert e.errno == errno.ENOSPC, e
    total += 65535
print(total >> 20)
